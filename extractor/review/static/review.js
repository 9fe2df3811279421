"use strict";
// The page of one report. The web app keeps decisions on the server; the offline page drafts them in this browser.
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const word = (key, ...values) => values.reduce((text, value) => text.replace("{}", value), data.words[key]);
  const original = $("original"), results = $("results"), editor = $("editor");
  const items = [...$("rows").children], numbers = 5;
  if (!editor) return;

  // Rows: what the list shows, joined with the places that came as data.
  const rows = [];
  for (const li of items) {
    const index = Number(li.id.slice(1)), [start, long, from, wide, why] = data.rows.slice(index * numbers, (index + 1) * numbers), more = data.more[index] ?? {};
    const link = li.firstElementChild, text = (tag) => link.querySelector(tag)?.textContent ?? "";
    const said = text("i"), source = link.querySelector("u") ? text("u") : start < 0 ? "" : said;
    rows[index] = {
      index, li, verdict: li.dataset.verdict, path: li.dataset.path, claim: more.k ?? li.dataset.path, why: data.whys[why],
      name: text("b"), said, source, span: start < 0 ? null : [start, start + long], evidence: wide ? [Math.max(start, 0) - from, Math.max(start, 0) - from + wide] : null,
      candidates: more.c ?? [], near: !!more.near, digits: more.d ?? null, needs: !li.classList.contains("fine"),
      omitted: li.dataset.path.startsWith("/validation/omitted/"), state: data.states[index] ?? {},
    };
  }
  const byClaim = new Map(rows.map((row) => [row.claim, row]));
  const inOrder = items.map((li) => rows[Number(li.id.slice(1))]);
  inOrder.forEach((row, order) => { row.order = order; });
  let chosen = inOrder.find((row) => row.li.classList.contains("chosen"));
  const waits = (row) => row.needs && !row.state.s;

  // The original: code points of the source text to places in the document.
  const lines = [...$("text").children].map((p) => ({ p, start: Number(p.dataset.o) }));
  const marks = new Map();
  for (const a of $("text").querySelectorAll("a")) {
    for (const f of (a.dataset.f ?? a.getAttribute("href").slice(2)).split(" ")) {
      if (!marks.has(Number(f))) marks.set(Number(f), []);
      marks.get(Number(f)).push(a);
    }
  }
  const width = (text, points) => [...text].slice(0, points).join("").length;
  function pointAt(offset) {
    let low = 0, high = lines.length - 1;
    while (low < high) { const mid = (low + high + 1) >> 1; if (lines[mid].start <= offset) low = mid; else high = mid - 1; }
    if (!lines.length) return null;
    let left = Math.max(0, offset - lines[low].start), last = null;
    const walk = document.createTreeWalker(lines[low].p, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const size = [...node.data].length;
      if (left <= size) return [node, width(node.data, left)];
      left -= size; last = node;
    }
    return last && [last, last.data.length];
  }
  function rangeOf(start, end) {
    const a = pointAt(start), b = pointAt(end);
    if (!a || !b) return null;
    const range = new Range();
    range.setStart(...a); range.setEnd(...b);
    return range;
  }
  const canPaint = typeof Highlight === "function" && !!CSS.highlights;
  function paint(name, places) {
    const ranges = places.map(([start, end]) => rangeOf(start, end)).filter(Boolean);
    if (canPaint) CSS.highlights.set(name, new Highlight(...ranges));
    return ranges;
  }
  function bring(range) {
    const box = range.getBoundingClientRect(), pane = original.getBoundingClientRect();
    if (box.top < pane.top + 40 || box.bottom > pane.bottom - 40) original.scrollTop += box.top - pane.top - pane.height / 3;
  }

  // Choosing a row: the one editor moves there and is filled.
  let shownMarks = [];
  function show(row, { scroll = true, focus = false } = {}) {
    chosen?.li.classList.remove("chosen");
    chosen = row;
    $("empty").hidden = !!row;
    for (const a of shownMarks) a.classList.remove("here");
    shownMarks = row ? marks.get(row.index) ?? [] : [];
    for (const a of shownMarks) a.classList.add("here");
    if (!row) { editor.hidden = true; return; }
    row.li.classList.add("chosen");
    row.li.append(editor);
    editor.hidden = false;
    fill(row);
    const [evidence] = paint("evidence", row.evidence ? [row.evidence] : []);
    const places = row.span ? [row.span] : row.candidates.slice(0, 1);
    paint("candidate", row.span ? [] : row.candidates.map(([start, end]) => [start, end]));
    const range = places.length ? rangeOf(...places[0]) : evidence;
    if (range) bring(range);
    if (scroll) row.li.scrollIntoView({ block: "nearest" });
    if (focus) row.li.firstElementChild.focus({ preventScroll: true });
    remember();
  }
  const field = (name) => editor.elements[name];
  function fill(row) {
    const state = row.state;
    field("claim").value = row.claim;
    field("follows").value = state.h ?? "";
    field("name").value = state.n ?? row.name;
    field("note").value = state.note ?? "";
    $("name-field").hidden = !(row.omitted || row.path.endsWith("/value_text"));
    const first = row.candidates[0];
    const [value, span] = state.v ? [state.v, state.p] : row.source && row.span ? [row.source, row.span] : first ? [first[2], first.slice(0, 2)] : [row.said, null];
    take(value, span);
    $("why").textContent = row.why;
    $("was").hidden = !state.r;
    $("was").textContent = state.r ? word("reopened") + state.r : "";
    fillDigits(row);
    fillCandidates(row);
    for (const button of editor.querySelectorAll("button[value]")) {
      const label = data.acts[button.value];
      if (label) button.firstChild.data = label[Number(row.omitted)] + " ";
    }
    $("to-source").hidden = !row.span && !row.evidence;
    if (row.span) $("to-source").setAttribute("href", "#s" + row.span[0]);
  }
  function take(value, span) {
    field("value_text").value = value;
    field("span").value = span ? span.join("-") : "";
    editor.dataset.filled = value;
  }
  function fillDigits(row) {
    const box = $("digits");
    box.hidden = !row.digits;
    box.replaceChildren();
    if (!row.digits) return;
    row.digits.forEach((digits, side) => {
      const label = document.createElement("span");
      label.textContent = word(side ? "source" : "said");
      box.append(label);
      [...digits].forEach((digit, i) => {
        if (row.digits[0][i] === row.digits[1][i]) { box.append(digit); return; }
        const mark = document.createElement("b");
        mark.textContent = digit;
        box.append(mark);
      });
      box.append("\n");
    });
  }
  function fillCandidates(row) {
    $("candidates").hidden = !row.candidates.length;
    $("candidates").querySelector("h2").textContent = word(row.near ? "nearest" : "candidates");
    $("candidates").querySelector("ol").replaceChildren(...row.candidates.slice(0, 9).map(([start, , text, line], i) => {
      const li = document.createElement("li"), a = document.createElement("a"), key = document.createElement("kbd"), small = document.createElement("small");
      a.href = "#s" + start;
      key.textContent = i + 1;
      small.textContent = word("line", line);
      a.append(key, ` ${text} `, small);
      li.append(a);
      return li;
    }));
  }
  function candidate(number) {
    const place = chosen?.candidates[number - 1];
    if (!place) return;
    take(place[2], place.slice(0, 2));
    const links = $("candidates").querySelectorAll("a");
    links.forEach((a, i) => a.classList.toggle("taken", i === number - 1));
    const range = rangeOf(place[0], place[1]);
    if (range) bring(range);
    paint("candidate", [place]);
    field("value_text").focus();
    field("value_text").select();
  }

  // Filters, kept in the address.
  const filter = { v: "", s: "all", q: "" };
  const read = () => {
    const query = new URLSearchParams(location.search || location.hash.replace(/^#\?/, "?"));
    filter.v = query.get("v") ?? ""; filter.s = query.get("s") ?? "all"; filter.q = query.get("q") ?? "";
  };
  function remember() {
    const query = new URLSearchParams();
    if (filter.v) query.set("v", filter.v);
    if (filter.s !== "all") query.set("s", filter.s);
    if (filter.q) query.set("q", filter.q);
    field("query").value = query.size ? "?" + query : "?";
    if (chosen) query.set("at", chosen.index);
    try { history.replaceState(null, "", (data.mode === "web" ? "?" : "#?") + query); } catch { /* too many changes at once */ }
  }
  const passes = (row) =>
    (!filter.v || row.verdict === filter.v) && (filter.s === "all" || (filter.s === "open" ? waits(row) : !!row.state.s)) &&
    (!filter.q || `${row.name} ${row.said} ${row.source}`.toLowerCase().includes(filter.q.trim().toLowerCase()));
  function refilter() {
    for (const row of inOrder) row.li.hidden = !passes(row);
    for (const a of document.querySelectorAll("[data-v]")) mark(a, a.dataset.v === filter.v);
    for (const a of document.querySelectorAll("[data-s]")) mark(a, a.dataset.s === filter.s);
    if (!chosen || chosen.li.hidden) show(inOrder.find((row) => !row.li.hidden && waits(row)) ?? inOrder.find((row) => !row.li.hidden) ?? null);
    else remember();
    paint("found", find(filter.q.trim()));
  }
  const mark = (a, on) => on ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current");
  function find(words) {
    const found = [];
    if (!words) return found;
    for (const { p, start } of lines) {
      const text = p.textContent.toLowerCase(), size = [...words].length;
      for (let at = text.indexOf(words.toLowerCase()); at >= 0 && found.length < 500; at = text.indexOf(words.toLowerCase(), at + 1)) {
        const begin = start + [...text.slice(0, at)].length;
        found.push([begin, begin + size]);
      }
    }
    return found;
  }
  function count() {
    const needed = rows.filter((row) => row.needs), open = needed.filter(waits).length;
    $("progress").textContent = open || !needed.length ? needed.length ? word("progress", needed.length - open, needed.length) : $("progress").textContent : word("all_done");
    const number = (state) => document.querySelector(`[data-s="${state}"] b`);
    number("open").textContent = open;
    number("done").textContent = rows.filter((row) => row.state.s).length;
  }
  function drawState(row) {
    const { s, line } = row.state, link = row.li.firstElementChild;
    let em = link.querySelector("em");
    if (line && !em) link.append(em = document.createElement("em"));
    if (em) { if (line) em.textContent = line; else em.remove(); }
    if (s) row.li.dataset.status = s; else delete row.li.dataset.status;
    for (const a of marks.get(row.index) ?? []) a.classList.toggle("settled", a.dataset.f ? a.dataset.f.split(" ").every((f) => !waits(rows[f])) : !waits(row));
    const tick = ticks.get(row.index);
    if (tick) tick.setAttribute("visibility", waits(row) ? "visible" : "hidden");
  }

  // Going through the list.
  function step(by) {
    const shown = inOrder.filter((row) => !row.li.hidden), open = shown.filter(waits), list = open.length ? open : shown;
    if (!list.length) return;
    const here = chosen?.order ?? -1;
    const next = by > 0 ? list.find((row) => row.order > here) ?? list[0] : list.findLast((row) => row.order < here) ?? list.at(-1);
    show(next, { focus: true });
  }

  // Saying something; it stays until the next thing is said or a while has passed.
  let silence = 0;
  function say(text) {
    $("said").textContent = text;
    clearTimeout(silence);
    silence = setTimeout(() => { $("said").textContent = ""; }, 5000);
  }

  // Decisions. A keeper takes asks and tells how the claims stand then, or what is stale.
  const reviewer = $("reviewer");
  const ask = (row, act) => {
    const value = field("value_text").value.trim(), span = field("span").value;
    const asked = { claim: row.claim, act, follows: row.state.h ?? null, note: row === chosen ? field("note").value : "" };
    if (act === "correct") {
      Object.assign(asked, { value_text: value, name: $("name-field").hidden ? null : field("name").value.trim() });
      if (span && value === editor.dataset.filled) asked.span = { start: Number(span.split("-")[0]), end: Number(span.split("-")[1]) };
    }
    return asked;
  };
  const web = {
    post: async (what, body) => {
      const answer = await fetch(`${data.address}/${what}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      return { status: answer.status, ...(await answer.json()) };
    },
    decide: (asks) => web.post("decide", { result: data.result, reviewer: reviewer.value.trim(), asks }),
    back: (act) => web.post(act, { result: data.result, reviewer: reviewer.value.trim() }),
  };
  const keeper = data.mode === "web" ? web : offline();

  let busy = false;
  async function settle(promise, then) {
    if (busy) return;
    busy = true;
    try {
      const answer = await promise();
      if (answer.status === 409 && answer.conflicts) stale(answer);
      else if (answer.error) say(word("not_saved", answer.error));
      else { take_states(answer); then(answer); }
    } catch (error) { say(word("not_saved", error.message)); } finally { busy = false; }
  }
  function take_states(answer) {
    for (const [index, state] of Object.entries(answer.states)) {
      rows[index].state = state;
      drawState(rows[index]);
    }
    if (answer.can) { $("undo").disabled = !answer.can.undo; $("redo").disabled = !answer.can.redo; }
    count();
  }
  function hasName() {
    if (reviewer.value.trim()) return true;
    reviewer.classList.add("wanted");
    reviewer.focus();
    say(word("who"));
    return false;
  }
  function decide(act) {
    if (!chosen || editor.hidden || !hasName()) return;
    const row = chosen, asked = ask(row, act);
    if (act === "correct" && !asked.value_text) { say(word("needs_value")); field("value_text").focus(); return; }
    if (act === "correct" && row.omitted && !asked.name) { say(word("needs_name")); field("name").focus(); return; }
    settle(() => keeper.decide([asked]), () => {
      document.activeElement?.blur();
      if (act === "note") { fill(row); return; }
      const following = inOrder.slice(row.order + 1).find((other) => !other.li.hidden && waits(other));
      show(following ?? inOrder.find((other) => !other.li.hidden && waits(other)) ?? row, { focus: true });
    });
  }
  function back(act) {
    if (!hasName()) return;
    settle(() => keeper.back(act), (answer) => {
      const indexes = Object.keys(answer.states);
      if (!indexes.length) { say(word(act === "undo" ? "nothing_undone" : "nothing_redone")); return; }
      const row = rows[indexes[0]];
      if (row.li.hidden) { filter.v = filter.q = ""; filter.s = "all"; $("search").value = ""; refilter(); }
      show(row, { focus: true });
      say(word(act === "undo" ? "undone" : "redone"));
    });
  }

  // A stale write: the difference, and the choice.
  let again = null;
  function stale(answer) {
    $("stale-list").replaceChildren(...answer.conflicts.map(({ claim, theirs, yours }) => {
      const box = document.createElement("div"), name = document.createElement("dt"), one = document.createElement("dd"), other = document.createElement("dd");
      const row = byClaim.get(claim);
      name.textContent = `${row?.name || row?.source || claim} ${row?.said ?? ""}`;
      one.textContent = `${word("theirs")}: ${theirs}`;
      other.textContent = `${word("yours")}: ${yours}`;
      box.append(name, one, other);
      return box;
    }));
    take_states(answer);
    again = answer.asks ?? null;
    $("stale-replace").hidden = !again;
    $("stale-window").showModal();
  }
  $("stale-window").addEventListener("close", () => { if (chosen) fill(chosen); });
  $("stale-replace").addEventListener("click", () => {
    const asks = again.map((asked) => ({ ...asked, follows: byClaim.get(asked.claim).state.h ?? null }));
    $("stale-window").close();
    settle(() => keeper.decide(asks), () => chosen && fill(chosen));
  });

  // Many at once: a preview first.
  function bulkRows(act) {
    const shown = inOrder.filter((row) => !row.li.hidden && !row.state.s), open = shown.filter((row) => row.needs);
    const meant = open.length ? open : shown;
    return [meant.filter((row) => data.bulk[row.verdict].includes(act)), meant.filter((row) => !data.bulk[row.verdict].includes(act))];
  }
  const bulkAct = () => document.querySelector("[name=bulk-act]:checked")?.value;
  function preview() {
    const [touched, kept] = bulkRows(bulkAct());
    $("bulk-count").textContent = touched.length ? word("bulk_touch", touched.length) : word("bulk_none");
    $("bulk-rest").textContent = kept.length ? word("bulk_keep", kept.length) : "";
    $("bulk-apply").disabled = !touched.length;
    $("bulk-list").replaceChildren(...touched.map((row) => {
      const li = document.createElement("li");
      li.textContent = `${row.li.querySelector("span").textContent}  ${row.name}  ${row.said}${row.source && row.source !== row.said ? " → " + row.source : ""}`;
      return li;
    }));
  }
  function openBulk() {
    const radios = [...document.querySelectorAll("[name=bulk-act]")];
    for (const radio of radios) {
      const [touched] = bulkRows(radio.value);
      radio.disabled = !touched.length;
      radio.nextSibling.data = " " + data.acts[radio.value][Number(touched.length > 0 && touched.every((row) => row.omitted))];
    }
    (radios.find((radio) => !radio.disabled) ?? radios[0]).checked = true;
    preview();
    $("bulk-window").showModal();
  }
  $("bulk-acts").addEventListener("change", preview);
  $("bulk-apply").addEventListener("click", () => {
    $("bulk-window").close();
    if (!hasName()) return;
    const asks = bulkRows(bulkAct())[0].map((row) => ({ claim: row.claim, act: bulkAct(), follows: row.state.h ?? null, note: "" }));
    settle(() => keeper.decide(asks), () => { refilter(); step(1); });
  });

  // The offline keeper: events as the server would write them, kept in this browser until they are exported.
  function offline() {
    const key = `extractor-review:${data.report}:${data.result}`;
    const load = () => { try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; } };
    let events = load();
    const id = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const heads = new Map(), now = new Map();
    for (const row of rows) { heads.set(row.claim, row.state.h ?? null); now.set(row.claim, decisionOf(row.state)); }
    for (const event of events) { heads.set(event.claim, event.id); now.set(event.claim, event.after); }
    function decisionOf(state) {
      return state.s || state.note ? { status: state.s ?? null, value_text: state.v ?? null, name: state.n ?? null, span: state.p ? { start: state.p[0], end: state.p[1] } : null, note: state.note ?? "" } : null;
    }
    function stateOf(row) {
      const after = now.get(row.claim), state = { h: heads.get(row.claim) };
      if (!after) return state;
      const last = events.findLast((event) => event.claim === row.claim);
      const label = after.status ? data.status[after.status][Number(row.omitted)] : "";
      Object.assign(state, { s: after.status, v: after.value_text, n: after.name, p: after.span ? [after.span.start, after.span.end] : null, note: after.note });
      state.line = (label || document.querySelector(".note label").firstChild.data.trim()) + (after.value_text ? ` → ${after.value_text}` : "") + (after.name ? `（${after.name}）` : "") + ` · ${last ? last.reviewer : row.state.by ?? ""}`;
      return state;
    }
    function write(row, act, after, batch, undoes) {
      const span = row.span ? { start: row.span[0], end: row.span[1] } : null;
      const event = {
        id: id(), time: new Date().toISOString(), reviewer: reviewer.value.trim(), report: data.report, result: data.result, claim: row.claim, path: row.path,
        act, batch, undoes: undoes ?? null, follows: heads.get(row.claim), seen: { verdict: row.verdict, name: row.name, said: row.said, span }, before: now.get(row.claim), after,
      };
      events.push(event);
      heads.set(row.claim, event.id);
      now.set(row.claim, after);
      return row;
    }
    function presses() {
      const done = [], undone = [];
      for (const event of events) {
        if (event.reviewer !== reviewer.value.trim()) continue;
        if (event.act === "undo") { if (done.at(-1) === event.undoes) undone.push(done.pop()); }
        else if (event.act === "redo") { if (undone.at(-1) === event.undoes) done.push(undone.pop()); }
        else if (done.at(-1) !== event.batch) { done.push(event.batch); undone.length = 0; }
      }
      return { undo: done.at(-1), redo: undone.at(-1) };
    }
    const save = (touched) => {
      localStorage.setItem(key, JSON.stringify(events));
      return { states: Object.fromEntries(touched.map((row) => [row.index, stateOf(row)])), can: presses() };
    };
    const STATUS = { accept: "accepted", correct: "corrected", reject: "rejected", dismiss: "dismissed" };
    function after(row, asked) {
      const before = now.get(row.claim), note = asked.note || before?.note || "";
      if (asked.act === "note") return { ...(before ?? { status: null, value_text: null, name: null, span: null }), note: asked.note };
      const made = { status: STATUS[asked.act], value_text: null, name: null, span: null, note };
      return asked.act === "correct" ? { ...made, value_text: asked.value_text, name: asked.name && (row.omitted || asked.name !== row.name) ? asked.name : null, span: asked.span ?? null } : made;
    }
    const start = events.length ? [...new Set(events.map((event) => byClaim.get(event.claim)).filter(Boolean))] : [];
    queueMicrotask(() => take_states({ states: Object.fromEntries(start.map((row) => [row.index, stateOf(row)])), can: presses() }));
    const known = localStorage.getItem("extractor-reviewer");
    if (known) reviewer.value = known;
    reviewer.addEventListener("change", () => localStorage.setItem("extractor-reviewer", reviewer.value.trim()));
    $("export").addEventListener("click", () => {
      const url = URL.createObjectURL(new Blob(events.map((event) => JSON.stringify(event) + "\n"), { type: "application/x-ndjson" }));
      const a = document.createElement("a");
      a.href = url;
      a.download = data.file;
      document.body.append(a);
      a.click();
      a.remove();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    });
    return {
      decide: async (asks) => { const batch = id(); return save(asks.map((asked) => { const row = byClaim.get(asked.claim); return write(row, asked.act, after(row, asked), batch); })); },
      back: async (act) => {
        const undoes = presses()[act], batch = id();
        const pressed = undoes ? events.filter((event) => event.batch === undoes) : [];
        return save(pressed.map((event) => write(byClaim.get(event.claim), act, act === "undo" ? event.before : event.after, batch, undoes)));
      },
    };
  }

  // The other script, for reading.
  const kept = new Map();
  $("script").addEventListener("click", (event) => {
    const on = event.currentTarget.getAttribute("aria-pressed") !== "true", { chars, places } = data.script;
    event.currentTarget.setAttribute("aria-pressed", String(on));
    if (!on) { for (const [node, text] of kept) node.data = text; kept.clear(); show(chosen, { scroll: false }); return; }
    const exact = new Map(places);
    const turn = (root, offset) => {
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const points = [...node.data], turned = points.map((c, i) => exact.get(offset + i) ?? chars[c] ?? c).join("");
        if (offset >= 0) offset += points.length;
        if (turned !== node.data) { kept.set(node, node.data); node.data = turned; }
      }
    };
    for (const { p, start } of lines) turn(p, start);
    for (const row of rows) for (const tag of ["b", "i", "u"]) { const part = row.li.firstElementChild.querySelector(tag); if (part) turn(part, -1e9); }
    show(chosen, { scroll: false });
  });

  // The mouse.
  $("text").addEventListener("click", (event) => {
    const a = event.target.closest("a");
    if (!a) return;
    event.preventDefault();
    const indexes = (a.dataset.f ?? a.getAttribute("href").slice(2)).split(" ").map(Number), at = chosen ? indexes.indexOf(chosen.index) : -1;
    const row = rows[indexes[(at + 1) % indexes.length]];
    if (row.li.hidden) { filter.v = filter.q = ""; filter.s = "all"; $("search").value = ""; chosen = row; refilter(); }
    show(row);
  });
  $("rows").addEventListener("click", (event) => {
    const a = event.target.closest("#rows > li > a");
    if (a) { event.preventDefault(); show(rows[Number(a.parentElement.id.slice(1))], { scroll: false }); return; }
    const choice = event.target.closest("#candidates a");
    if (choice) { event.preventDefault(); candidate([...$("candidates").querySelectorAll("a")].indexOf(choice) + 1); }
  });
  editor.addEventListener("submit", (event) => { event.preventDefault(); decide(event.submitter?.value ?? "correct"); });
  $("to-source").addEventListener("click", (event) => { event.preventDefault(); toSource(); });
  function toSource() {
    const place = chosen?.span ?? chosen?.evidence;
    const range = place && rangeOf(...place);
    if (!range) return;
    original.scrollTop += range.getBoundingClientRect().top - original.getBoundingClientRect().top - original.clientHeight / 3;
    original.focus({ preventScroll: true });
  }
  $("undo").addEventListener("click", () => back("undo"));
  $("redo").addEventListener("click", () => back("redo"));
  $("bulk").addEventListener("click", openBulk);
  $("help").addEventListener("click", () => $("help-window").showModal());
  $("filters").addEventListener("click", (event) => {
    const a = event.target.closest(".chips a");
    if (!a) return;
    event.preventDefault();
    if ("v" in a.dataset) filter.v = a.dataset.v; else filter.s = a.dataset.s;
    refilter();
  });
  $("find").addEventListener("submit", (event) => event.preventDefault());
  $("search").addEventListener("input", () => { filter.q = $("search").value; refilter(); });

  // The strip of open places.
  const ticks = new Map([...document.querySelectorAll("#strip [data-f]")].map((rect) => [Number(rect.dataset.f), rect]));
  $("strip").addEventListener("click", (event) => {
    const box = $("strip").getBoundingClientRect(), y = (event.clientY - box.top) / box.height * 1000;
    let best = null, gap = Infinity;
    for (const [index, rect] of ticks) {
      const away = Math.abs(Number(rect.getAttribute("y")) - y);
      if (away < gap && waits(rows[index])) [best, gap] = [rows[index], away];
    }
    if (best && gap < 30) show(best);
    else original.scrollTop = (y / 1000) * original.scrollHeight - original.clientHeight / 2;
  });
  let drawing = 0;
  original.addEventListener("scroll", () => {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(() => {
      $("window").setAttribute("y", String(1000 * original.scrollTop / original.scrollHeight));
      $("window").setAttribute("height", String(1000 * original.clientHeight / original.scrollHeight));
    });
  }, { passive: true });

  // The keyboard: off in fields, while an input method composes, in windows, and where the reviewer turned it off.
  let keysOn = localStorage.getItem("extractor-keys") !== "off";
  const drawKeys = () => { $("keys").setAttribute("aria-pressed", String(keysOn)); document.body.classList.toggle("no-keys", !keysOn); };
  $("keys").addEventListener("click", () => {
    keysOn = !keysOn;
    localStorage.setItem("extractor-keys", keysOn ? "on" : "off");
    drawKeys();
    if (!keysOn) say(word("help_off"));
  });
  const keys = {
    j: () => step(1), k: () => step(-1), a: () => decide("accept"), x: () => decide("reject"), d: () => decide("dismiss"),
    c: () => { field("value_text").focus(); field("value_text").select(); }, n: () => field("note").focus(), s: toSource,
    u: () => back("undo"), U: () => back("redo"), b: openBulk, "/": () => $("search").focus(), "?": () => $("help-window").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const typing = event.target.closest?.("input:not([type=radio]), textarea, select");
    if (typing) {
      if (event.key === "Escape") { event.preventDefault(); typing.blur(); if (typing !== $("search") && chosen) fill(chosen); }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && typing === field("note")) decide("note");
      return;
    }
    if (!keysOn || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    const act = keys[event.key] ?? (/^[1-9]$/.test(event.key) ? () => candidate(Number(event.key)) : null);
    if (!act) return;
    event.preventDefault();
    act();
  });

  read();
  $("search").value = filter.q;
  drawKeys();
  for (const row of rows) if (row.state.h) drawState(row);
  const at = Number(new URLSearchParams(location.search || location.hash.replace(/^#\?/, "?")).get("at") ?? NaN);
  if (rows[at]) chosen = rows[at];
  for (const row of inOrder) row.li.hidden = !passes(row);
  show(chosen && !chosen.li.hidden ? chosen : inOrder.find((row) => !row.li.hidden && waits(row)) ?? inOrder.find((row) => !row.li.hidden) ?? null);
  refilter();
  count();
  original.dispatchEvent(new Event("scroll"));
  if (data.mode !== "web") say(word("draft"));
  document.documentElement.dataset.ready = "1";
})();
