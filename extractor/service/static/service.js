"use strict";
// Hand in reports, follow them, show what was found. All that is shown is set as text, never as markup.
(() => {
  const { words, verdicts } = JSON.parse(document.getElementById("data").textContent);
  const list = document.getElementById("reports");
  const none = document.getElementById("none");
  const drop = document.getElementById("drop");
  const say = (key, parts = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  const token = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

  class Report {
    constructor(name, place) {
      this.li = document.getElementById("report").content.cloneNode(true).querySelector("li");
      this.at = (selector) => this.li.querySelector(selector);
      this.at("b").textContent = name;
      this.at(".delete").addEventListener("click", () => this.remove());
      place === "first" ? list.prepend(this.li) : list.append(this.li);
      none.hidden = true;
    }

    tell(look, state, note = "") {
      this.li.className = look;
      this.at(".state").textContent = state;
      this.at(".note").textContent = note;
    }

    show(job) {
      this.id = job.id;
      this.li.dataset.state = job.state;
      const { total, done } = job.chunks;
      const bar = this.at("progress");
      bar.hidden = job.state !== "running";
      bar.max = total || 1;
      total === null ? bar.removeAttribute("value") : (bar.value = done);
      this.at(".delete").hidden = false;
      if (job.state === "queued") this.tell("", say("queued"), job.reason ?? "");
      if (job.state === "running") this.tell("running", total === null ? say("reading") : `${say("running")} ${say("chunks", { done, total })}`);
      if (job.state === "failed") this.tell("failed", say("failed"), job.reason ?? "");
      if (job.state === "done") this.end(job);
    }

    end(job) {
      const whole = job.status === "complete";
      const look = !whole ? (job.status === "partial" ? "partial" : "failed") : job.open ? "waits" : "done";
      const state = whole ? (job.open ? say("open", { n: job.open }) : say("done")) : say(job.status);
      this.tell(look, state, job.reason ?? "");
      const [review, json] = [this.at(".review"), this.at(".json")];
      review.href = `/review/r/${job.id}`;
      review.hidden = !document.querySelector('a[href="/review/"]');
      json.href = `/v1/reports/${job.id}/result`;
      json.download = `${job.name}.json`;
      json.hidden = false;
      this.findings(job, whole);
    }

    async findings(job, whole) {
      const answer = await ask(`/v1/reports/${job.id}/findings`);
      if (!answer?.ok) return;
      const { summary } = await answer.json();
      const chips = this.at(".verdicts");
      chips.replaceChildren(...Object.entries(summary).map(([verdict, count]) => {
        const chip = document.createElement("li");
        chip.className = verdict;
        chip.textContent = `${verdicts[verdict] ?? verdict} ${count}`;
        return chip;
      }));
      chips.hidden = !chips.children.length;
      if (whole && !job.open && !job.reason) this.at(".note").textContent = say(chips.children.length ? "nothing_open" : "no_numbers");
    }

    follow(job) {
      this.show(job);
      if (["done", "failed"].includes(job.state)) return;
      const source = new EventSource(`/v1/reports/${job.id}/events`);
      this.source = source;
      source.addEventListener("progress", (event) => this.show(JSON.parse(event.data)));
      source.addEventListener("done", (event) => { source.close(); this.show(JSON.parse(event.data)); });
      source.addEventListener("gone", () => { source.close(); this.leave(); });
    }

    async send(file) {
      this.tell("running", say("sending"));
      const form = new FormData();
      form.append("file", file);
      const answer = await ask("/v1/reports", { method: "POST", body: form, headers: { "Idempotency-Key": token() } });
      if (answer?.ok) return this.follow(await answer.json());
      const problem = answer ? await answer.json().catch(() => ({})) : {};
      this.tell("failed", say("refused"), !answer ? say("no_connection") : answer.status === 401 ? say("log_in_again") : problem.detail ?? problem.title ?? "");
      this.at(".delete").hidden = false;
    }

    async remove() {
      const button = this.at(".delete");
      if (this.id && !button.classList.contains("sure")) {
        button.classList.add("sure");
        button.textContent = button.dataset.sure;
        return;
      }
      const answer = this.id ? await ask(`/v1/reports/${this.id}`, { method: "DELETE" }) : { ok: true };
      if (answer?.ok || answer?.status === 404) return this.leave();
      const problem = answer ? await answer.json().catch(() => ({})) : {};
      this.at(".note").textContent = problem.detail ?? say("no_connection");
    }

    leave() {
      this.source?.close();
      this.li.remove();
      none.hidden = list.children.length > 0;
    }
  }

  const ask = (url, options) => fetch(url, options).catch(() => null);

  // Three at a time: a folder of a hundred files is no reason to open a hundred connections.
  const waiting = [];
  let busy = 0;
  const next = async () => {
    if (busy >= 3 || !waiting.length) return;
    busy += 1;
    const [report, file] = waiting.shift();
    await report.send(file);
    busy -= 1;
    next();
  };
  const take = (files) => {
    for (const file of files) {
      const report = new Report(file.name, "first");
      report.tell("", say("sending"));
      waiting.push([report, file]);
      next();
    }
  };

  if (drop) {
    const input = document.getElementById("files");
    input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
    for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) document.addEventListener(name, (event) => { event.preventDefault(); if (name === "drop" || !event.relatedTarget) drop.classList.remove("over"); });
    document.addEventListener("drop", (event) => take([...event.dataTransfer.files]));
  }

  ask("/v1/reports?limit=50").then(async (answer) => {
    const { reports } = answer?.ok ? await answer.json() : { reports: [] };
    for (const job of reports) new Report(job.name, "last").follow(job);
    none.hidden = list.children.length > 0;
  });
})();
