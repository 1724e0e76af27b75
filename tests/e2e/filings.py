"""A small annual report in HTML, made up for the tests: a cover, a business section and a cash flow statement."""

from __future__ import annotations

from pathlib import Path

CAPITAL_EXPENDITURE = "1,284"

_REPORT = """<html><head><title>{issuer} annual report</title></head><body>
<p>UNITED STATES SECURITIES AND EXCHANGE COMMISSION</p>
<p>Washington, D.C. 20549</p>
<p>FORM 10-K</p>
<p>ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934</p>
<p>For the fiscal year ended December 31, {year}</p>
<p><b>{issuer}</b></p>
<p>(Exact name of registrant as specified in its charter)</p>
<h2>Item 1. Business</h2>
<p>{issuer} makes fixtures and fittings for workshops. It sells them through distributors in twelve countries.</p>
<p>The company employed 4,310 people at the end of the fiscal year.</p>
<h2>Item 8. Financial Statements and Supplementary Data</h2>
<p><b>{issuer} Consolidated Statements of Cash Flows</b></p>
<p>(Millions of dollars)</p>
<table>
<tr><th>Years ended December 31</th><th>{year}</th><th>{year_before}</th></tr>
<tr><td>Net cash provided by operating activities</td><td>3,905</td><td>3,671</td></tr>
<tr><td>Purchases of property, plant and equipment (capital expenditure)</td><td>({capex})</td><td>(1,117)</td></tr>
<tr><td>Proceeds from sale of businesses</td><td>88</td><td>41</td></tr>
<tr><td>Net cash used in investing activities</td><td>(1,196)</td><td>(1,076)</td></tr>
</table>
</body></html>
"""


def write_annual_report(folder: Path, *, issuer: str, fiscal_year: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{issuer.split(maxsplit=1)[0].lower()}-{fiscal_year}.htm"
    text = _REPORT.format(issuer=issuer, year=fiscal_year, year_before=fiscal_year - 1, capex=CAPITAL_EXPENDITURE)
    path.write_text(text, encoding="utf-8")
    return path
