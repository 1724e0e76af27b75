/** Server-sent events out of a byte stream: a POST cannot use EventSource. */

export interface RawEvent {
  id: string;
  event: string;
  data: string;
}

/** Takes text as it comes, in pieces cut anywhere, and gives the events that are whole. */
export class EventParser {
  private rest = "";
  private id = "";

  push(text: string): RawEvent[] {
    this.rest += text;
    const events: RawEvent[] = [];
    for (;;) {
      const boundary = /\r?\n\r?\n/.exec(this.rest);
      if (!boundary) return events;
      const event = this.parse(this.rest.slice(0, boundary.index));
      this.rest = this.rest.slice(boundary.index + boundary[0].length);
      if (event) events.push(event);
    }
  }

  private parse(frame: string): RawEvent | null {
    let event = "message";
    const data: string[] = [];
    for (const line of frame.split(/\r?\n/)) {
      const colon = line.indexOf(":");
      if (colon === 0) continue; // a comment: the keep-alive ping
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "event") event = value;
      else if (field === "data") data.push(value);
      else if (field === "id") this.id = value;
    }
    return data.length ? { id: this.id, event, data: data.join("\n") } : null;
  }
}
