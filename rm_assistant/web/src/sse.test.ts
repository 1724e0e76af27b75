import { describe, expect, it } from "vitest";
import { EventParser, type RawEvent } from "./sse";

const STREAM = [
  ": ping\n\n",
  "id: 1\nevent: stage\ndata: {\"stage\":\"searching\"}\n\n",
  "id: 2\r\nevent: claim\r\ndata: {\"text\":\r\ndata: \"営業利益\"}\r\n\r\n",
  "event: error\ndata: x\n\n",
].join("");

const EXPECTED: RawEvent[] = [
  { id: "1", event: "stage", data: '{"stage":"searching"}' },
  { id: "2", event: "claim", data: '{"text":\n"営業利益"}' },
  { id: "2", event: "error", data: "x" },
];

describe("EventParser", () => {
  it("reads whole frames and passes over pings", () => {
    expect(new EventParser().push(STREAM)).toEqual(EXPECTED);
  });

  it("gives the same events wherever the stream is cut", () => {
    for (let cut = 0; cut <= STREAM.length; cut++) {
      const parser = new EventParser();
      const events = [...parser.push(STREAM.slice(0, cut)), ...parser.push(STREAM.slice(cut))];
      expect(events, `cut at ${cut}`).toEqual(EXPECTED);
    }
  });

  it("keeps back a frame that is not closed", () => {
    expect(new EventParser().push("event: claim\ndata: {}\n")).toEqual([]);
  });
});
