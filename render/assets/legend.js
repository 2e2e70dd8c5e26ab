/* The foot of the board. K.legend: signs of what is on the maps and nothing else. K.said: the sentences behind what was
   clicked, one column a side, for a page with nobody to ask. */
(function () {
  "use strict";
  var K = window.Kharita = window.Kharita || {}, el = K.el, svg = K.svg;

  K.legend = function (holder, war, panes, now) {
    var rows = list(war, panes, now), hidden = panes.reduce(function (most, p) { return Math.max(most, p.hidden || 0); }, 0);
    var note = war.note + (war.tiles && war.tiles.credit && now.layers.tiles ? " " + war.tiles.credit : "");
    var key = JSON.stringify([rows, hidden, note]);
    if (holder.dataset.key === key) return;
    holder.dataset.key = key;
    holder.textContent = "";
    rows.forEach(function (row) {
      var line = holder.appendChild(el("span", "kh-row")), sign = svg("svg", { width: 24, height: 18, "aria-hidden": "true" });
      draw(sign, row, panes[0].map, war);
      line.appendChild(sign);
      line.appendChild(el("span", "", row.text));
    });
    if (hidden) holder.appendChild(el("span", "kh-note", K.fill(war.words.hidden, { n: hidden })));
    holder.appendChild(el("span", "kh-note", note));
  };

  function list(war, panes, now) {
    var held = {}, claimed = {}, seen = {}, support = {}, rings = {}, kinds = {}, W = war.words;
    panes.forEach(function (p) {
      var day = p.spec.fixed ? now.against : now.day;
      Object.keys(p.visible).forEach(function (i) {
        var s = (p.states || {})[i];
        if (!s || !p.map.getBounds().contains(war.points[i].at)) return;
        if (s.state === "held") held[s.holder] = true;
        if (s.state === "claimed_only") claimed[s.holder] = true;
        seen[s.state] = true;
        if (war.points[i].km) seen.area = true;
        if (s.state !== "unknown" && (s.last === null ? day : day - s.last) > 90) seen.old = true;
      });
      Object.keys(p.support).forEach(function (k) { support[k] = true; });
      Object.keys(p.claimed).forEach(function (k) { rings[k] = true; });
      if (now.layers.events) p.events._signs.forEach(function (g) { kinds[g.s.kind] = true; if (g.s.claimed === g.s.n) seen.event_claimed = true; });
    });
    var rows = [], sides = Object.keys(war.sides);
    sides.forEach(function (s) { if (held[s]) rows.push({ kind: "held", side: s, text: W.held + " : " + war.sides[s].name }); });
    sides.forEach(function (s) { if (claimed[s]) rows.push({ kind: "claimed_only", side: s, text: W.claimed_only + " : " + war.sides[s].name }); });
    sides.forEach(function (s) { if (rings[s]) rows.push({ kind: "ring", side: s, text: war.layers["claims_" + s] }); });
    ["contested", "unknown"].forEach(function (k) { if (seen[k]) rows.push({ kind: k, text: W[k] }); });
    if (seen.old) rows.push({ kind: "old", text: K.fill(W.old, { days: 90 }) });
    if (seen.area && now.layers.halos) rows.push({ kind: "area", text: W.area });
    if (now.layers.front) ["supported", "old", "far", "assumed"].forEach(function (k) { if (support[k]) rows.push({ kind: "front", support: k, text: W["support_" + k] }); });
    war.event_kinds.forEach(function (k) { if (kinds[k]) rows.push({ kind: "event", shape: k, text: W["event_" + k] }); });
    if (seen.event_claimed) rows.push({ kind: "event_claimed", text: W.event_claimed });
    return rows;
  }

  var SHAPES = { fight: "M12,4 L17,9 L12,14 L7,9Z", air: "M7,5 L17,5 L12,14Z", blast: "M8,5 h8 v8 h-8Z", people: "M12,9 m-5,0 a5,5 0 1,0 10,0 a5,5 0 1,0 -10,0", ground: "M7,13 L17,13 L12,4Z", other: "M17,9 L14.5,13.3 L9.5,13.3 L7,9 L9.5,4.7 L14.5,4.7Z" };
  var DASH = { supported: "", old: "6 4", far: "2 4", assumed: "1 5" };
  function draw(sign, row, map, war) {
    var side = war.sides[row.side] || { colour: war.unknown }, round = function (more) { sign.appendChild(svg("circle", Object.assign({ cx: 12, cy: 9, r: 6 }, more))); };
    if (row.kind === "held") round({ fill: side.hatched ? K.stripes(map, side.colour, "#FFFFFF") : side.barred ? K.barred(map, side.colour) : side.colour, stroke: side.colour });
    if (row.kind === "claimed_only") round({ r: 5.5, fill: "#FFFFFF", stroke: side.colour, "stroke-width": 3 });
    if (row.kind === "ring") round({ r: 8, fill: K.stripes(map, side.colour, "#FFFFFF"), stroke: side.colour, "stroke-width": 1.5 });
    if (row.kind === "contested") round({ fill: K.stripes(map, war.contested, "#FFFFFF"), stroke: war.contested, "stroke-width": 2 });
    if (row.kind === "unknown") round({ r: 3.5, fill: war.unknown });
    if (row.kind === "old") round({ fill: "#5E6B76", "fill-opacity": 0.55 });
    if (row.kind === "area") round({ r: 8, fill: "#5E6B76", "fill-opacity": 0.1, stroke: "#5E6B76", "stroke-opacity": 0.5, "stroke-dasharray": "2 3" });
    if (row.kind === "front") sign.appendChild(svg("line", { x1: 1, x2: 23, y1: 9, y2: 9, stroke: "#222B33", "stroke-width": row.support === "assumed" ? 1.6 : 3, "stroke-dasharray": DASH[row.support] }));
    if (row.kind === "event") sign.appendChild(svg("path", { d: SHAPES[row.shape], fill: "#222B33" }));
    if (row.kind === "event_claimed") sign.appendChild(svg("path", { d: SHAPES.fight, fill: "#FFFFFF", stroke: "#222B33", "stroke-width": 1.4, "stroke-dasharray": "2.5 2" }));
  }

  K.said = function (holder, war, what) {
    holder.textContent = "";
    holder.hidden = !what;
    if (!what) return;
    var head = holder.appendChild(el("div", "kh-said-head")), columns = holder.appendChild(el("div", "kh-columns")), sides = {};
    head.appendChild(el("b", "", war.words.said));
    var close = head.appendChild(el("button", "kh-button", "×"));
    close.type = "button"; close.setAttribute("aria-label", war.words.close);
    close.addEventListener("click", function () { holder.hidden = true; });
    (what.claims || []).map(function (c) { return war.claims[c]; }).filter(Boolean).forEach(function (c) {
      var name = war.sides[c.holder] ? war.sides[c.holder].name : war.words.unknown;
      sides[name] = sides[name] || [];
      sides[name].push(K.day(war, c.day) + (c.by ? " · " + (war.sides[c.by] ? war.sides[c.by].name : c.by) : "") + (c.denied ? " · " + war.words.denied : "") + "\n« " + c.quote + " »");
    });
    (what.events || []).slice(0, 12).forEach(function (e) {
      var name = war.words["event_" + war.event_kinds[war.events.kind[e]]];
      (sides[name] = sides[name] || []).push(K.day(war, war.events.from[e]) + "\n« " + war.events.quote[e] + " »");
    });
    Object.keys(sides).forEach(function (name) {
      var column = columns.appendChild(el("div"));
      column.appendChild(el("b", "", name));
      sides[name].forEach(function (words) { var p = column.appendChild(el("p", "kh-quote", words)); p.dir = "auto"; });
    });
    if (!Object.keys(sides).length) columns.appendChild(el("p", "", war.words.nothing_said));
  };
})();
