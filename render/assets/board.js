/* Kharita's board: one war, every day of it, moved in the browser. In: the record of render/war.py.
   board(root, war, options): maps of a day, the strip of changes, a slider with keys and play. Text is never HTML. */
window.Kharita = window.Kharita || {};
window.Kharita.board = function (root, war, options) {
  "use strict";
  var K = window.Kharita, el = K.el, W = war.words;
  var PLAY = 160;      /* milliseconds a day: the war in a minute and a half */
  var SETTLE = 450;    /* milliseconds of rest before anybody outside is told the day */
  var now = { day: options.day, view: options.view, mode: options.mode, against: options.against, names: options.names, layers: {}, picked: null };
  var panes = [], timer = null, told = null, speed = 1, board = { timings: [], now: now };
  Object.keys(war.layers).forEach(function (name) { now.layers[name] = (options.hidden || []).indexOf(name) < 0; });

  root.textContent = "";
  root.className = "kh-board";
  root.dir = "ltr";
  var maps = root.appendChild(el("div", "kh-maps"));
  var bar = root.appendChild(el("div", "kh-bar"));
  var track = root.appendChild(el("div", "kh-track"));
  var legend = root.appendChild(el("div", "kh-foot"));
  var said = root.appendChild(el("div", "kh-said"));
  said.hidden = true;
  var spoken = root.appendChild(el("div", "kh-spoken"));
  spoken.setAttribute("aria-live", "polite");

  /* ---------- the bar: steps, play, the date, layers, names */
  function button(mark, words, act) {
    var node = bar.appendChild(el("button", "kh-button", mark));
    node.type = "button"; node.title = words; node.setAttribute("aria-label", words);
    node.addEventListener("click", act);
    return node;
  }
  button("|◀", W.previous, function () { jump(-1); });
  button("−7", W.week_back, function () { go(now.day - 7); });
  button("−1", W.day_back, function () { go(now.day - 1); });
  var play = button("▶", W.play, toggle);
  button("+1", W.day_on, function () { go(now.day + 1); });
  button("+7", W.week_on, function () { go(now.day + 7); });
  button("▶|", W.next, function () { jump(1); });
  var date = bar.appendChild(el("output", "kh-today"));
  var moved = bar.appendChild(el("span", "kh-moved"));
  menu();

  function menu() {
    var box = bar.appendChild(el("details", "kh-layers"));
    box.appendChild(el("summary", "", W.layers));
    var list = box.appendChild(el("div", "kh-sheet"));
    Object.keys(war.layers).forEach(function (name) {
      var line = list.appendChild(el("label")), tick = line.appendChild(el("input"));
      tick.type = "checkbox"; tick.checked = now.layers[name]; tick.name = name;
      line.appendChild(document.createTextNode(" " + war.layers[name]));
      tick.addEventListener("change", function () { now.layers[name] = tick.checked; redraw(true); settle(); });
    });
    var line = list.appendChild(el("label", "kh-tongue", W.names + " ")), pick = line.appendChild(el("select"));
    Object.keys(war.tongues).forEach(function (tongue) {
      var option = pick.appendChild(el("option", "", war.tongues[tongue]));
      option.value = tongue; option.selected = tongue === now.names;
    });
    pick.addEventListener("change", function () { now.names = pick.value; redraw(true); settle(); });
    document.addEventListener("click", function (event) { if (!box.contains(event.target)) box.open = false; });
  }

  /* ---------- the strip: every change of control, a column a day, the new holder's colour */
  var strip = track.appendChild(document.createElement("canvas"));
  strip.className = "kh-changes"; strip.setAttribute("aria-hidden", "true");
  var slider = track.appendChild(el("input", "kh-slider"));
  slider.type = "range"; slider.min = 0; slider.max = war.days - 1; slider.step = 1;
  slider.setAttribute("aria-label", W.day);
  slider.addEventListener("input", function () { go(+slider.value); });
  strip.addEventListener("click", function (event) {
    var box = strip.getBoundingClientRect();
    go(Math.round((event.clientX - box.left) / box.width * (war.days - 1)));
  });
  /* The changes are drawn once for a width; each day only its own line is drawn upon them. */
  var ground = document.createElement("canvas");
  function drawStrip() {
    var ratio = window.devicePixelRatio || 1, w = strip.clientWidth, h = strip.clientHeight, pen = strip.getContext("2d");
    var x = function (day) { return day / Math.max(war.days - 1, 1) * w; }, foot = h - 15;
    if (strip.width !== Math.floor(w * ratio) || strip.height !== Math.floor(h * ratio) || !ground.width) {
      strip.width = ground.width = w * ratio; strip.height = ground.height = h * ratio;
      if (w && h) drawMoves(ground.getContext("2d"), x, { w: w, h: h, foot: foot, ratio: ratio });
    }
    if (!w || !h) return;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, strip.width, strip.height); pen.drawImage(ground, 0, 0); pen.scale(ratio, ratio);
    pen.fillStyle = "#2B5C6B"; pen.fillRect(x(now.day) - 1, 0, 2, foot);
    if (now.mode === "compare") { pen.fillStyle = "#222B33"; pen.fillRect(x(now.against) - 1, 0, 2, foot); }
  }
  function drawMoves(pen, x, size) {
    var w = size.w, h = size.h, foot = size.foot, stacks = {};
    pen.scale(size.ratio, size.ratio);
    pen.font = "12px " + K.FONT; pen.fillStyle = "#5E6B76"; pen.textBaseline = "bottom";
    var last = -99;
    war.months.forEach(function (m) {
      pen.fillStyle = "#D9DDE0"; pen.fillRect(x(m[0]), 0, 1, foot);
      if (x(m[0]) < last + 8 || x(m[0]) + pen.measureText(m[1]).width > w) return;
      pen.fillStyle = "#5E6B76"; pen.fillText(m[1], x(m[0]) + 2, h); last = x(m[0]) + pen.measureText(m[1]).width;
    });
    pen.fillStyle = "#B9B4A8"; pen.fillRect(0, foot, w, 1);
    war.moves.forEach(function (m) {
      var n = stacks[m[0]] = (stacks[m[0]] || 0) + 1, side = war.sides[m[2]], thick = Math.max(w / war.days, 3);
      if (n * 6 > foot) return;
      pen.fillStyle = m[3] === "contested" ? war.contested : side ? side.colour : war.unknown;
      if (m[3] === "held") pen.fillRect(x(m[0]) - thick / 2, foot - n * 6, thick, 5);
      else { pen.strokeStyle = pen.fillStyle; pen.strokeRect(x(m[0]) - thick / 2 + 0.5, foot - n * 6 + 0.5, Math.max(thick - 1, 2), 4); }
    });
  }

  /* ---------- moving */
  function go(day) {
    var began = performance.now();
    day = Math.min(Math.max(day, 0), war.days - 1);
    if (day === now.day) return;
    now.day = day; now.picked = null;
    redraw(false);
    /* The frame after next is the first that shows it. */
    requestAnimationFrame(function () { requestAnimationFrame(function () { board.timings.push(performance.now() - began); }); });
    settle();
  }
  function jump(step) {
    var days = war.fronts_moved;
    var there = step > 0 ? days.filter(function (d) { return d > now.day; })[0] : days.filter(function (d) { return d < now.day; }).pop();
    if (there !== undefined) go(there);
  }
  function toggle() {
    if (timer) { stop(); return; }
    if (now.day >= war.days - 1) go(0);
    play.textContent = "❚❚"; play.title = W.pause; play.setAttribute("aria-label", W.pause);
    timer = setInterval(function () { if (now.day >= war.days - 1) stop(); else go(now.day + speed); }, PLAY);
  }
  function stop() {
    clearInterval(timer); timer = null;
    play.textContent = "▶"; play.title = W.play; play.setAttribute("aria-label", W.play);
    settle();
  }
  function settle() {
    clearTimeout(told);
    if (!timer) told = setTimeout(function () { options.tell && options.tell(now); }, SETTLE);
  }
  var KEYS = {
    ArrowRight: function (e) { if (e.altKey || e.ctrlKey) jump(1); else go(now.day + (e.shiftKey ? 7 : 1)); },
    ArrowLeft: function (e) { if (e.altKey || e.ctrlKey) jump(-1); else go(now.day - (e.shiftKey ? 7 : 1)); },
    PageUp: function () { go(now.day + 7); }, PageDown: function () { go(now.day - 7); },
    n: function () { jump(1); }, p: function () { jump(-1); },
    Home: function () { go(0); }, End: function () { go(war.days - 1); }, " ": toggle
  };
  board.key = function (event) {
    var typing = /^(SELECT|TEXTAREA)$/.test(event.target.tagName) || (event.key === " " && event.target.tagName === "BUTTON");
    if (!KEYS[event.key] || typing) return;
    event.preventDefault();
    KEYS[event.key](event);
  };
  document.addEventListener("keydown", board.key);

  /* ---------- panes */
  function specs() {
    if (now.mode === "three") return Object.keys(war.stories).map(function (mode) { return { mode: mode, title: war.modes[mode] }; });
    if (now.mode === "compare") return [{ mode: "assessed", fixed: true }, { mode: "assessed", differs: true }];
    return [{ mode: now.mode, title: now.mode === "assessed" ? "" : war.modes[now.mode] }];
  }
  function build() {
    var kept = panes.length ? { centre: panes[0].map.getCenter(), zoom: panes[0].map.getZoom() } : options.at;
    options.at = null;
    panes.forEach(function (p) { p.remove(); });
    maps.textContent = "";
    maps.dataset.panes = specs().length;
    panes = specs().map(function (spec, i) {
      var holder = maps.appendChild(el("div", "kh-pane"));
      return K.pane(holder, war, { spec: spec, now: now, first: i === 0, alone: specs().length === 1, pick: pick, drawn: function () { if (panes.length) K.legend(legend, war, panes, now); } });
    });
    /* A map made while it stood alone still believes it is as wide as then. */
    panes.forEach(function (p) { p.map.invalidateSize({ animate: false }); });
    panes.forEach(function (p) { p.frame(now.view); });
    if (kept) panes.forEach(function (p) { p.map.setView(kept.centre, kept.zoom, { animate: false }); });
    tie();
    redraw(true);
    /* The legend took its room only now. */
    panes.forEach(function (p) { p.map.invalidateSize({ animate: false }); if (!kept) p.frame(now.view); });
  }
  function tie() {
    var busy = false;
    panes.forEach(function (p) {
      p.map.on("move", function () {
        if (busy) return;
        busy = true;
        panes.forEach(function (o) { if (o !== p) o.map.setView(p.map.getCenter(), p.map.getZoom(), { animate: false }); });
        busy = false;
      });
    });
  }
  function pick(what) {
    now.picked = what;
    clearTimeout(told);
    if (options.tell) options.tell(now); else K.said(said, war, what);
  }
  function redraw(all) {
    panes.forEach(function (p) { p.draw(all); });
    date.textContent = K.day(war, now.day);
    slider.value = now.day;
    slider.setAttribute("aria-valuetext", K.day(war, now.day));
    var today = war.moves.filter(function (m) { return m[0] === now.day; });
    moved.textContent = today.slice(0, 3).map(function (m) { return war.points[m[1]].n[now.names] + " : " + K.hold(war, m[3], m[2]); }).join(" · ") + (today.length > 3 ? " …" : "");
    spoken.textContent = K.day(war, now.day) + ". " + moved.textContent;
    drawStrip();
    K.legend(legend, war, panes, now);
  }

  board.update = function (next) {
    var anew = next.mode !== now.mode || (next.mode === "compare" && next.against !== now.against);
    var view = next.view !== now.view;
    now.mode = next.mode; now.view = next.view; now.against = next.against;
    if (next.day !== undefined && next.day !== null) now.day = next.day;
    if (anew) build();
    if (view) panes.forEach(function (p) { p.frame(now.view); });
    redraw(true);
  };
  board.go = go; board.war = war; board.pick = pick;
  board.panes = function () { return panes; };
  board.remove = function () { stop(); document.removeEventListener("keydown", board.key); panes.forEach(function (p) { p.remove(); }); };
  build();
  new ResizeObserver(function () { panes.forEach(function (p) { p.map.invalidateSize({ animate: false }); }); drawStrip(); }).observe(root);
  return board;
};
