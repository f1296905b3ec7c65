"""What do the documents look like? Style sheets: colours for light and dark, the report, the page viewer, print."""

from typing import Final

COLOURS: Final = """
:root { color-scheme: light dark; --ink: #16181c; --soft: #565b64; --rule: #d9dbe0; --paper: #fff; --shade: #f4f4f1;
  --land: #e6e6e0; --main: #1a5a8a; --pale: #a9c6db; --second: #b8541a; --link: #0b4f80; --good: #1c6b3c;
  --bad: #a3161b;
  --step-0: #f3efe8; --step-1: #dbe4ea; --step-2: #b3cbdc; --step-3: #3f7aa6; --step-4: #22608f; --step-5: #0f466f;
  --on-step: #fff; --sans: "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif;
  --serif: Georgia, "Times New Roman", "Liberation Serif", serif;
  --mono: ui-monospace, Menlo, "Liberation Mono", monospace; }
@media (prefers-color-scheme: dark) { :root { --ink: #ecebe6; --soft: #a7abb3; --rule: #3b3e45; --paper: #131518;
  --shade: #1d2025; --land: #2a2e35; --main: #6db1e0; --pale: #34536a; --second: #f0965a; --link: #8cc5ee;
  --good: #7fd69a;
  --bad: #ff8a86; --step-0: #24211c; --step-1: #22313d; --step-2: #2b475c; --step-3: #6aa9d2; --step-4: #8dc1e4;
  --step-5: #b7dbf3; --on-step: #0c1116; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 var(--serif); }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--second); outline-offset: 2px; }
h1, h2, h3 { line-height: 1.15; margin: 0; text-wrap: balance; }
code, pre { font: .8125rem/1.5 var(--mono); }
.skip { position: absolute; left: -100vw; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
.skip:focus { left: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
"""

REPORT: Final = (
    COLOURS
    + """
main, header, nav, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
.kicker { font: 700 .8125rem/1 var(--sans); letter-spacing: .09em; text-transform: uppercase; color: var(--second);
  border-top: 4px solid var(--ink); padding-top: .75rem; margin: 0 0 1.25rem; }
h1 { font: 700 clamp(2rem, 5.2vw, 3.5rem)/1.05 var(--serif); letter-spacing: -.015em; max-width: 20ch; }
.deck { font-size: clamp(1.0625rem, 2vw, 1.3rem); line-height: 1.45; color: var(--soft); max-width: 44rem;
  margin: 1rem 0 1.5rem; }
.tally { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.4rem, 1fr)); gap: 0; margin: 1.5rem 0 0;
  padding: 0;
  list-style: none; border-top: 1px solid var(--rule); }
.tally li { padding: .8rem .8rem .8rem 0; border-bottom: 1px solid var(--rule); font: .875rem/1.3 var(--sans);
  color: var(--soft); }
.tally a { display: block; font: 700 1.75rem/1.1 var(--serif); color: var(--ink); text-decoration: none; }
.tally a:hover { text-decoration: underline; text-decoration-thickness: 2px; text-decoration-color: var(--second); }
nav ul { display: flex; gap: 0 1.4rem; margin: 0; padding: .9rem 0; list-style: none; overflow-x: auto;
  font: .9375rem/1.4 var(--sans);
  white-space: nowrap; }
nav a { color: var(--ink); text-decoration: none; display: inline-block; padding: .25rem 0; }
nav a:hover { text-decoration: underline; }
section { border-top: 3px solid var(--ink); margin-top: 2.5rem; padding-top: .8rem; }
h2 { font: 700 clamp(1.5rem, 3vw, 2rem)/1.15 var(--serif); margin-bottom: .25rem; scroll-margin-top: 1rem; }
.panels { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2.25rem 3.75rem; margin-top: 1.1rem; }
@media (min-width: 68rem) { .panels { grid-template-columns: repeat(2, minmax(0, 1fr)); } .full { grid-column: 1 / -1; }
  .tall { grid-row: span 2; } }
.panel h3 { font: 700 1.125rem/1.3 var(--sans); margin-bottom: .2rem; }
.panel > p { margin: .15rem 0 .8rem; max-width: 44rem; line-height: 1.45; }
.panel a.n { font-weight: 700; color: inherit; text-decoration: underline; text-decoration-color: var(--pale);
  text-decoration-thickness: 2px; }
.panel a.n:hover { text-decoration-color: var(--second); }
.note { color: var(--soft); font: .875rem/1.45 var(--sans); }
.key::before { content: ""; display: inline-block; width: .7em; height: .7em; border-radius: 50%; margin-right: .3em;
  background: var(--main); }
.key.second::before { background: var(--second); }
.key.pale::before { background: var(--pale); }
h4 { font: 700 .9375rem/1.3 var(--sans); margin: .4rem 0 .2rem; color: var(--soft); }
.three { display: grid; gap: 1rem 3rem;
  } @media (min-width: 68rem) { .three { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
figure { margin: 0 0 .6rem; }
svg { display: block; width: 100%; height: auto; }
svg text { font-family: var(--sans); }
svg path, svg circle { transition: none; }
.w1080, .w660, .w510 { display: none; }
.w340, .w330 { max-width: 30rem; }
@media (min-width: 34rem) { .w340 { display: none; } .w510 { display: block; max-width: 36rem;
  } .w660 { display: block; } }
@media (min-width: 68rem) { .w660 { display: none; } .w1080 { display: block; } }
header details { border: 0; margin-top: -1px; }
details { font: .875rem/1.45 var(--sans); border-top: 1px solid var(--rule); }
summary { padding: .5rem 0; cursor: pointer; color: var(--soft); }
summary:hover { color: var(--ink); }
.scroll { overflow: auto; max-height: 26rem; margin-bottom: .8rem; }
table { border-collapse: collapse; width: 100%; font: .875rem/1.4 var(--sans); font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--rule);
  overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 400; white-space: nowrap; overflow-wrap: normal; }
.r { text-align: right; white-space: nowrap; }
pre.sql { overflow: auto; background: var(--shade); padding: .8rem; margin: 0 0 .8rem; max-height: 26rem; tab-size: 2; }
pre:target { outline: 2px solid var(--second); }
details button { float: right; margin: .4rem; font: .8125rem/1 var(--sans); padding: .45rem .7rem; color: var(--ink);
  background: var(--paper); border: 1px solid var(--soft); border-radius: 3px; cursor: pointer; position: relative; }
.none { color: var(--soft); font-style: italic; }
footer { margin-top: 3rem; padding-bottom: 3rem; color: var(--soft); font: .875rem/1.5 var(--sans); }
footer p { border-top: 1px solid var(--rule); padding-top: 1rem; }
@media print { nav, details, .skip { display: none; } section, .panel { break-inside: avoid;
  } body { font-size: 10pt; } }
"""
)

PAGE: Final = (
    COLOURS
    + """
:root { --headline: #7a1f5c; --story: #16181c; --origin: #1c6b3c; --media: #8a5300; --readers: #1a5a8a;
  --furniture: #6a6f78;
  --mention: #fff0b8; --quote: #e3eef8; --figure: #b8541a; }
@media (prefers-color-scheme: dark) { :root { --headline: #f0a3d3; --story: #ecebe6; --origin: #7fd69a;
  --media: #ffc06b;
  --readers: #8cc5ee; --furniture: #9a9fa8; --mention: #4a4014; --quote: #1d3245; --figure: #f0965a; } }
header, main { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
main { padding-bottom: 4rem; }
.kicker { font: 700 .8125rem/1 var(--sans); letter-spacing: .09em; text-transform: uppercase; color: var(--second);
  border-top: 4px solid var(--ink); padding-top: .75rem; margin: 0 0 1.25rem; }
h1 { font: 700 clamp(1.6rem, 4vw, 2.6rem)/1.1 var(--serif); letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font: 700 1.25rem/1.2 var(--serif); margin: 2.2rem 0 .6rem; border-top: 3px solid var(--ink); padding-top: .7rem; }
dl { margin: 1.2rem 0 0; font: .9375rem/1.45 var(--sans); }
dl div { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); padding: .25rem 0;
  border-bottom: 1px solid var(--rule); }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
small { color: var(--soft); font-size: .8125rem; }
.note, .none { color: var(--soft); font: .875rem/1.45 var(--sans); }
.citation { font: .9375rem/1.5 var(--sans); background: var(--shade); padding: .8rem 1rem; margin: 0;
  overflow-wrap: anywhere;
  user-select: all; }
details { font: .875rem/1.45 var(--sans); }
summary { cursor: pointer; color: var(--soft); padding: .3rem 0; }
pre.sql { overflow: auto; background: var(--shade); padding: .8rem; margin: 0; }
button { float: right; margin: .4rem; font: .8125rem/1 var(--sans); padding: .45rem .7rem; color: var(--ink);
  background: var(--paper);
  border: 1px solid var(--soft); border-radius: 3px; cursor: pointer; position: relative; }
.legend { list-style: none; margin: 0 0 .5rem; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.6rem;
  font: .875rem/1.5 var(--sans); }
.legend [class^="g-"] { border-left: 5px solid var(--group); padding-left: .5rem; }
.legend b { color: var(--group); }
.g-headline { --group: var(--headline); } .g-story { --group: var(--story); } .g-origin { --group: var(--origin); }
.g-media { --group: var(--media); } .g-readers { --group: var(--readers); } .g-furniture { --group: var(--furniture); }
.lines { list-style: none; margin: 0; padding: 0; }
.lines li { display: grid; grid-template-columns: 3.2rem 6.8rem minmax(0, 1fr); gap: .6rem;
  border-left: 5px solid var(--group);
  padding: .16rem 0 .16rem .3rem; scroll-margin-top: 30vh; }
.no, .role { font: .75rem/1.7rem var(--sans); }
.no { color: var(--soft); text-align: right; text-decoration: none; font-variant-numeric: tabular-nums; }
.no:hover, li:target .no { color: var(--link); text-decoration: underline; }
.role { color: var(--group); }
.text { overflow-wrap: anywhere; white-space: pre-wrap; }
.g-furniture .text, .g-origin .text, .g-media .text { font: .9375rem/1.6 var(--sans); }
.g-furniture .text { color: var(--furniture); }
.title .text { font-weight: 700; font-size: 1.2rem; }
.subheading .text, .standfirst .text { font-weight: 700; }
li:target { outline: 2px solid var(--second); outline-offset: 1px; }
.m.quote { background: var(--quote); }
.m.mention { background: var(--mention); }
.m.quote.mention { background: linear-gradient(var(--mention), var(--mention)) padding-box;
  border-bottom: 2px solid var(--readers); }
.m.figure { text-decoration: underline; text-decoration-color: var(--figure); text-decoration-thickness: 2px;
  text-underline-offset: .18em; }
.m.date { text-decoration: underline dotted; text-decoration-color: var(--origin); text-decoration-thickness: 2px;
  text-underline-offset: .18em; }
.tree, .tree ul { list-style: none; margin: 0; padding: 0; }
.tree ul { padding-left: clamp(.5rem, 2vw, 1.4rem); border-left: 2px solid var(--rule); }
.tree p { margin: .5rem 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font: .875rem/1.45 var(--sans); }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--rule);
  overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 400; white-space: nowrap; overflow-wrap: normal; }
.r { text-align: right; font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) { .lines li { grid-template-columns: 2.4rem minmax(0, 1fr); gap: 0 .4rem; }
  .role { grid-row: 1; line-height: 1.4rem; } .text { grid-column: 2; } .no { grid-row: 1 / span 2;
  line-height: 1.4rem; } }
@media print { .skip, details, .no:hover { display: none; } body { font-size: 9.5pt; background: #fff; color: #000; }
  .lines li { break-inside: avoid; } h2 { break-after: avoid; } .scroll { overflow: visible; } a { color: inherit; } }
"""
)
