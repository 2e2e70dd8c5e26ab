/* Kharita's events: one canvas over the map, however many there are. Events on one spot and of one kind make one sign,
   its size by the largest toll a report gives, its number beside it; hollow where a side alone says it. */
(function () {
  "use strict";
  var K = window.Kharita = window.Kharita || {};
  var CELL = 34;   /* pixels: signs nearer than this would cover one another */
  var CLOSE = 9.5; /* zoom from which each kind has its own sign; farther out one sign stands for all */
  var SHAPES = {
    fight: function (p, x, y, r) { p.moveTo(x, y - r); p.lineTo(x + r, y); p.lineTo(x, y + r); p.lineTo(x - r, y); p.closePath(); },
    air: function (p, x, y, r) { p.moveTo(x - r, y - r * 0.8); p.lineTo(x + r, y - r * 0.8); p.lineTo(x, y + r); p.closePath(); },
    blast: function (p, x, y, r) { p.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7); },
    people: function (p, x, y, r) { p.arc(x, y, r, 0, 7); },
    ground: function (p, x, y, r) { p.moveTo(x - r, y + r * 0.8); p.lineTo(x + r, y + r * 0.8); p.lineTo(x, y - r); p.closePath(); },
    other: function (p, x, y, r) { for (var i = 0; i < 6; i++) p.lineTo(x + r * Math.cos(i * Math.PI / 3), y + r * Math.sin(i * Math.PI / 3)); p.closePath(); }
  };
  K.shape = function (pen, kind, x, y, r) { pen.beginPath(); SHAPES[kind](pen, x, y, r); };

  /* A toll of 0 to 4 pixels more for each doubling: 3 dead and 53 dead differ at a glance. */
  function size(toll) { return 4.5 + (toll > 0 ? 1.6 * Math.log2(1 + toll) : 0); }

  K.Events = L.Layer.extend({
    initialize: function (war) { this._e = war.events; this._kinds = war.event_kinds; this._signs = []; this._day = 0; this._window = war.window; },
    onAdd: function (map) {
      this._c = L.DomUtil.create("canvas", "kh-events");
      map.getPane("events").appendChild(this._c);
      map.on("moveend zoomend resize", this._reset, this);
      this._reset();
    },
    onRemove: function (map) { this._c.remove(); map.off("moveend zoomend resize", this._reset, this); },
    show: function (day) { this._day = day; if (this._map) this._paint(true); },
    _reset: function () {
      var size = this._map.getSize(), ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._c, this._map.containerPointToLayerPoint([0, 0]));
      this._c.width = size.x * ratio; this._c.height = size.y * ratio;
      this._c.style.width = size.x + "px"; this._c.style.height = size.y + "px";
      var map = this._map;
      this._xy = this._e.sites.map(function (s) { return map.latLngToContainerPoint([s[0], s[1]]); });
      this._paint();
    },
    /* The signs of the days shown: one per spot of CELL pixels and kind. */
    _gather: function () {
      var e = this._e, first = this._day - this._window + 1, last = this._day, cells = {}, xy = this._xy, size = this._map.getSize();
      for (var i = 0; i < e.site.length; i++) {
        if (e.from[i] > last || e.to[i] < first) continue;
        var p = xy[e.site[i]];
        if (p.x < -20 || p.y < -20 || p.x > size.x + 20 || p.y > size.y + 20) continue;
        var key = Math.floor(p.x / CELL) + ":" + Math.floor(p.y / CELL);
        var cell = cells[key] = cells[key] || { x: p.x, y: p.y, wide: 0, kinds: {} };
        cell.wide = Math.max(cell.wide, e.sites[e.site[i]][2]);
        var sign = cell.kinds[e.kind[i]] = cell.kinds[e.kind[i]] || { n: 0, toll: 0, claimed: 0, ids: [], kind: this._kinds[e.kind[i]] };
        sign.n += 1; sign.claimed += e.claimed[i]; sign.toll = Math.max(sign.toll, e.toll[i]);
        if (sign.ids.length < 200) sign.ids.push(i);
      }
      return cells;
    },
    _paint: function (same) {
      var pen = this._c.getContext("2d"), ratio = window.devicePixelRatio || 1, cells = this._gather(), near = this._map.getZoom() >= CLOSE, signs = [];
      /* Many a day brings the same signs as the one before. */
      var key = near + JSON.stringify(cells);
      if (same && key === this._key) return;
      this._key = key; this._signs = signs;
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, this._c.width, this._c.height);
      pen.font = "600 11px " + K.FONT; pen.textAlign = "center"; pen.textBaseline = "middle";
      if (!near) cells = join(cells);
      Object.keys(cells).forEach(function (key) {
        var cell = cells[key], kinds = Object.keys(cell.kinds).map(function (k) { return cell.kinds[k]; }), x = cell.x + 13;
        kinds.sort(function (a, b) { return b.toll - a.toll || b.n - a.n; });
        /* Far out one sign stands for all kinds. */
        if (!near) kinds = [kinds.reduce(function (all, k) { return { n: all.n + k.n, toll: Math.max(all.toll, k.toll), claimed: all.claimed + k.claimed, ids: all.ids.concat(k.ids), kind: all.kind, many: true }; })];
        kinds.forEach(function (s) {
          var r = size(s.toll), y = cell.y + 14;
          /* Two figures below a small sign are wider than it. */
          var half = s.n > 9 ? Math.max(r, 8) : r;
          x += half;
          sign(pen, s, x, y, r);
          signs.push({ x: x, y: y, r: r + 4, s: s });
          x += half + 3;
        });
      });
    },
    /* What lies under a point of the map: its sign, or nothing. */
    under: function (point) {
      for (var i = this._signs.length - 1; i >= 0; i--) {
        var g = this._signs[i];
        if (Math.abs(g.x - point.x) <= g.r && Math.abs(g.y - point.y) <= g.r) return g.s;
      }
      return null;
    }
  });

  /* Cells so near that their signs would cover one another become one, the fullest keeping its place. */
  function join(cells) {
    var kept = [], weight = function (c) { return Object.keys(c.kinds).reduce(function (n, k) { return n + c.kinds[k].n; }, 0); };
    Object.keys(cells).map(function (k) { return cells[k]; }).sort(function (a, b) { return weight(b) - weight(a); }).forEach(function (c) {
      var met = kept.filter(function (k) { return Math.abs(k.x - c.x) < 26 && Math.abs(k.y - c.y) < 26; })[0];
      if (!met) { kept.push(c); return; }
      Object.keys(c.kinds).forEach(function (k) {
        var a = met.kinds[k], b = c.kinds[k];
        met.kinds[k] = a ? { n: a.n + b.n, toll: Math.max(a.toll, b.toll), claimed: a.claimed + b.claimed, ids: a.ids.concat(b.ids), kind: a.kind } : b;
      });
    });
    return kept;
  }

  function sign(pen, s, x, y, r) {
    var hollow = s.claimed === s.n;
    K.shape(pen, s.kind, x, y, r);
    pen.lineWidth = 3; pen.strokeStyle = "#FFFFFF"; pen.stroke();
    pen.fillStyle = hollow ? "#FFFFFF" : "#222B33"; pen.fill();
    pen.lineWidth = 1.4; pen.strokeStyle = "#222B33";
    if (hollow) pen.setLineDash([2.5, 2]);
    pen.stroke(); pen.setLineDash([]);
    if (s.n < 2) return;
    pen.fillStyle = "#222B33"; pen.strokeStyle = "#FFFFFF"; pen.lineWidth = 3;
    /* Below the sign, where no name of a place stands. */
    pen.strokeText(s.n, x, y + r + 7); pen.fillText(s.n, x, y + r + 7);
  }
})();
