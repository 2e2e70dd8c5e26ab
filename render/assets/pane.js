/* One map of the board. In: a holder, the war's record, what the board shows now. Out: a map that redraws a day:
   marks restyled in place, claims of the last days, the front, the events; zoom and centre are left alone. */
(function () {
  "use strict";
  var K = window.Kharita = window.Kharita || {}, el = K.el;
  var OLD = 90, ACCENT = "#2B5C6B";   /* days without a word before a place fades; the one accent */

  K.day = function (war, day) {
    var at = new Date(Date.UTC(war.start[0], war.start[1] - 1, war.start[2] + day)), two = function (n) { return (n < 10 ? "0" : "") + n; };
    return two(at.getUTCDate()) + "/" + two(at.getUTCMonth() + 1) + "/" + at.getUTCFullYear();
  };
  K.fill = function (text, values) { return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; }); };
  K.hold = function (war, state, holder) {
    var side = war.sides[holder];
    return war.words[state] + (side && state !== "contested" && state !== "unknown" ? " : " + side.name : "");
  };
  /* The last entry of a list sorted by its first member that is not after a day. */
  K.at = function (list, day) {
    var low = 0, high = (list || []).length - 1, found = null;
    while (low <= high) {
      var mid = (low + high) >> 1;
      if (list[mid][0] <= day) { found = list[mid]; low = mid + 1; } else high = mid - 1;
    }
    return found;
  };
  var NONE = { state: "unknown", holder: null, rival: null, since: null, last: null, sure: null, claims: [] };
  K.state = function (war, mode, point, day) {
    var e = K.at(war.stories[mode][point], day);
    return e ? { entry: e, state: e[1], holder: e[2], rival: e[3], since: e[4], last: e[5], sure: e[6], claims: e[7] } : NONE;
  };

  K.pane = function (holder, war, o) {
    var now = o.now, spec = o.spec, W = war.words;
    if (spec.title) holder.appendChild(el("div", "kh-head", spec.title));
    var node = holder.appendChild(el("div", "kh-map")), view = null, insetBox = null, lines = L.layerGroup(), names = L.layerGroup();
    var map = L.map(node, { minZoom: 4, maxZoom: 14, zoomSnap: 0.25, attributionControl: false, keyboard: false, zoomControl: false });
    if (o.first) L.control.zoom({ zoomInTitle: W.zoom_in, zoomOutTitle: W.zoom_out }).addTo(map);
    /* Only where they were set up: a picture of the ground, and the basemap's own lines above it. */
    var tiles = war.tiles && L.tileLayer(war.tiles.url, { maxZoom: 14, keepBuffer: 1 });
    K.base(map, Object.assign({}, war.base, { bounds: war.views[now.view].bounds, inset: null }));
    ["front", "claims", "events"].forEach(function (name, i) { map.createPane(name).style.zIndex = [350, 370, 610][i]; });
    map.getPane("events").style.pointerEvents = "none";
    var dated = el("div", "kh-date"), corner = L.control({ position: o.alone ? "bottomright" : "topright" });
    corner.onAdd = function () { return dated; };
    corner.addTo(map);
    var events = new K.Events(war).addTo(map);
    lines.addTo(map); names.addTo(map);
    var drawn = war.points.map(function () { return null; }), shown = "", frontKey = "", claimKey = "", stretches = {};

    function today() { return spec.fixed ? now.against : now.day; }

    function frame(id) {
      view = war.views[id];
      map.fitBounds(view.bounds, { animate: false });
      if (insetBox) insetBox.remove();
      insetBox = view.inset && o.alone && map.getSize().x >= 620 ? K.inset(map, Object.assign({}, war.base, view)) : null;
      pane.draw(true);
    }

    /* ---------- marks */
    function radius(p, s) { return s.state === "unknown" ? 3.5 : p.tier === 1 ? 8 : p.tier === 2 ? 7 : 5.5; }
    function look(p, s) {
      var side = war.sides[s.holder] || { colour: war.unknown, hatched: false }, faded = s.last === null ? today() > OLD : today() - s.last > OLD;
      var dim = spec.differs && !differs(p.i) ? 0.35 : 1, r = radius(p, s);
      var ring = { radius: r, weight: 1, color: "#FFFFFF", fillColor: s.state === "unknown" ? war.unknown : side.colour, fillOpacity: (faded ? 0.55 : 1) * dim, opacity: dim, dashArray: null };
      if (s.state === "claimed_only") return Object.assign(ring, { color: side.colour, weight: 3, fillColor: "#FFFFFF", fillOpacity: 0.9 * dim });
      if (s.state === "contested") return Object.assign(ring, { color: war.contested, weight: 2.5, fillColor: K.stripes(map, war.sides[s.holder] ? side.colour : war.contested, war.sides[s.rival] ? war.sides[s.rival].colour : "#FFFFFF") });
      if (s.state === "held" && side.hatched) return Object.assign(ring, { color: side.colour, weight: 1.5, fillColor: K.stripes(map, side.colour, "#FFFFFF") });
      if (s.state === "held" && side.barred) return Object.assign(ring, { fillColor: K.barred(map, side.colour) });
      return ring;
    }
    function differs(i) {
      var a = K.state(war, spec.mode, i, now.against), b = K.state(war, spec.mode, i, now.day);
      return a.state !== b.state || a.holder !== b.holder;
    }
    function draw(point, i, s) {
      var d = drawn[i], style = look(point, s), marked = spec.differs && differs(i), key = [Object.values(style).join(), tint(s), marked, now.layers.halos].join();
      if (!d) {
        d = drawn[i] = { group: L.layerGroup() };
        if (point.km) d.halo = L.circle(point.at, { pane: "areas", radius: point.km * 1000, interactive: false, weight: 1, opacity: 0.4, dashArray: "2 4", fillOpacity: 0.1 }).addTo(d.group);
        d.ring = L.circleMarker(point.at, { pane: "areas", interactive: false, fill: false, color: ACCENT, weight: 3, opacity: 0 }).addTo(d.group);
        d.dot = L.circleMarker(point.at, Object.assign({ pane: "marks" }, style)).addTo(d.group);
        d.dot.bindTooltip(function () { return tip(point, K.state(war, spec.mode, i, today())); }, { direction: "top", offset: [0, -8] });
        d.dot.on("click", function () { var e = K.state(war, spec.mode, i, today()); o.pick({ kind: "place", place_ids: point.ids, claims: e.claims, claim_ids: e.claims.map(id), day: today() }); });
      }
      if (d.key === key) return;
      d.key = key;
      d.dot.setStyle(style); d.dot.setRadius(style.radius);
      if (d.halo) d.halo.setStyle({ color: tint(s), fillColor: tint(s), opacity: now.layers.halos ? 0.4 : 0, fillOpacity: now.layers.halos ? 0.1 : 0 });
      d.ring.setRadius(style.radius + 5); d.ring.setStyle({ opacity: marked ? 1 : 0 });
    }
    function number(name) { return war.claims.findIndex(function (c) { return c.id === name; }); }
    function tint(s) { return s.state === "contested" ? war.contested : s.state === "unknown" || !war.sides[s.holder] ? war.unknown : war.sides[s.holder].colour; }
    function id(c) { return war.claims[c].id; }
    function tip(p, s) {
      var box = el("div");
      box.appendChild(el("b", "", p.n[now.names]));
      box.appendChild(el("div", "", K.hold(war, s.state, s.holder)));
      if (s.rival && war.sides[s.rival]) box.appendChild(el("div", "", K.fill(W.rival, { who: war.sides[s.rival].name })));
      if (s.claims.length) box.appendChild(el("div", "", K.fill(W.since, { day: K.day(war, s.since) })));
      else if (s.state !== "unknown") box.appendChild(el("div", "", W.from_start));
      if (s.sure !== null && s.state !== "unknown") box.appendChild(el("div", "", K.fill(W.sure, { n: Math.round(s.sure * 100) })));
      if (p.km) box.appendChild(el("div", "", K.fill(W.uncertainty, { km: p.km })));
      return box;
    }

    /* ---------- claims of the last days: a hatched ring in the colour of the side that would hold the place, dated */
    var claims = L.layerGroup().addTo(map);
    function recent() {
      var said = {};
      war.claims.forEach(function (c) {
        if (c.day <= today() && c.day > today() - war.window && war.sides[c.by] && now.layers["claims_" + c.by] && (spec.mode === "assessed" || spec.mode === c.by)) said[c.point] = true;
      });
      return said;
    }
    function drawClaims(visible, all) {
      pane.claimed = {};
      var told = war.claims.filter(function (c) {
        if (c.day > today() || c.day <= today() - war.window || !war.sides[c.by] || !now.layers["claims_" + c.by] || !visible[c.point]) return false;
        if (spec.mode !== "assessed" && spec.mode !== c.by) return false;
        return pane.claimed[c.by] = true;
      });
      var key = told.map(function (c) { return c.id + radius(war.points[c.point], K.state(war, spec.mode, c.point, today())); }).join();
      if (!all && key === claimKey) return;
      claimKey = key; claims.clearLayers();
      told.forEach(function (c) {
        var p = war.points[c.point], side = war.sides[c.holder] || war.sides[c.by], r = radius(p, K.state(war, spec.mode, c.point, today())) + 7;
        L.circleMarker(p.at, { pane: "claims", radius: r, weight: 1.5, color: side.colour, dashArray: c.denied ? "2 3" : null, fillColor: K.stripes(map, side.colour, "#FFFFFF"), fillOpacity: 0.75, interactive: false }).addTo(claims);
        if (map.getZoom() > 7 || o.alone) {
          var tag = el("div", "kh-tag", K.day(war, c.day).slice(0, 5));
          tag.style.left = "0px"; tag.style.top = -(r + 8) + "px"; tag.style.color = side.colour;
          L.marker(p.at, { pane: "labels", interactive: false, keyboard: false, icon: L.divIcon({ html: tag, className: "kh-label", iconSize: null }) }).addTo(claims);
        }
      });
    }

    /* ---------- the front: each stretch an inked line, its edges in the colours of the two sides, its dashes the support */
    var DASH = { supported: null, old: "9 5", far: "2.5 5", assumed: "1.5 8" }, EDGE = { supported: 0.9, old: 0.55, far: 0.3, assumed: 0.12 };
    function drawFront(all) {
      var told = (war.fronts || {})[spec.mode] || { days: [], stretches: [] }, e = K.at(told.days, today()), key = (e ? e[0] : "none") + now.layers.front + told.days.length;
      if (all) { stretches = {}; lines.clearLayers(); }
      if (!all && key === frontKey) return;
      frontKey = key; pane.support = {};
      var box = map.getBounds(), on = {};
      (e && now.layers.front ? e[1] : []).forEach(function (pair) {
        var s = told.stretches[pair[0]], drawn = stretches[pair[0]] = stretches[pair[0]] || stretch(s);
        drawn.age = pair[1] === null ? null : pair[1] - e[0];
        on[pair[0]] = true;
        if (box.intersects(drawn.bounds)) pane.support[s.support] = true;
        if (!lines.hasLayer(drawn.group)) lines.addLayer(drawn.group);
      });
      /* Stretches of other days wait aside, drawn: most are the same from one day to the next. */
      Object.keys(stretches).forEach(function (n) { if (!on[n] && lines.hasLayer(stretches[n].group)) lines.removeLayer(stretches[n].group); });
    }
    function stretch(s) {
      var drawn = { group: L.layerGroup(), age: null }, lines = drawn.group;
      var at = s.line.map(function (c) { return L.latLng(c[1], c[0]); }), ink = s.support === "assumed" ? 0.6 : 1;
      var wide = Math.min(2 * s.km * perKm(at[0]), 80);
      if (now.layers.halos && wide > 8) L.polyline(at, { pane: "land", color: "#7A5AA6", opacity: 0.09, weight: wide, interactive: false, lineCap: "butt" }).addTo(lines);
      [[s.left, -2.6], [s.right, 2.6]].forEach(function (edge) {
        var side = war.sides[edge[0]];
        if (side) L.polyline(shift(at, edge[1]), { pane: "front", color: side.colour, weight: 3, opacity: EDGE[s.support], interactive: false, lineCap: "butt" }).addTo(lines);
      });
      L.polyline(at, { pane: "front", color: "#222B33", weight: 2.4, opacity: ink, dashArray: DASH[s.support], interactive: false, lineCap: "butt" }).addTo(lines);
      L.polyline(at, { pane: "front", color: "#222B33", weight: 16, opacity: 0 }).addTo(lines)
        .bindTooltip(function () { return frontTip(s, age()); }, { sticky: true })
        .on("click", function () { o.pick({ kind: "front", place_ids: s.place_ids, claims: s.claim_ids.map(number), claim_ids: s.claim_ids, support: s.support, age: age(), distance: s.distance, sides: [s.left, s.right], day: today() }); });
      drawn.bounds = L.latLngBounds(at);
      return drawn;
      function age() { return drawn.age === null ? null : drawn.age + today(); }
    }
    function frontTip(s, age) {
      var box = el("div");
      box.appendChild(el("b", "", [s.left, s.right].map(function (i) { return war.sides[i] ? war.sides[i].name : i; }).join(" / ")));
      box.appendChild(el("div", "", W["support_" + s.support]));
      if (age !== null) box.appendChild(el("div", "", K.fill(W.last_word, { days: age })));
      box.appendChild(el("div", "", K.fill(W.width, { km: Math.round(s.km) })));
      return box;
    }
    function perKm(at) { return map.latLngToContainerPoint(at).distanceTo(map.latLngToContainerPoint([at.lat + 0.09, at.lng])) / 10; }
    function shift(at, by) {
      var p = at.map(function (a) { return map.latLngToLayerPoint(a); });
      return p.map(function (q, i) {
        var a = p[Math.max(i - 1, 0)], b = p[Math.min(i + 1, p.length - 1)], dx = b.x - a.x, dy = b.y - a.y, n = Math.sqrt(dx * dx + dy * dy) || 1;
        return map.layerPointToLatLng(L.point(q.x - dy / n * by, q.y + dx / n * by));
      });
    }

    /* ---------- a day */
    var pane = {
      map: map, spec: spec, frame: frame, support: {}, claimed: {}, visible: {}, events: events,
      draw: function (all) {
        if (!view) return;
        var states = {}, on = [], key = now.names + now.view;
        war.points.forEach(function (p, i) {
          var s = K.state(war, spec.mode, i, today());
          p.i = i;
          if (!now.layers.control && s.state !== "unknown") s = NONE;
          if (s.state !== "unknown" || p.v[now.view] !== undefined) { states[i] = s; on.push(i); }
        });
        var said = recent();
        on.sort(function (a, b) { return rank(a) - rank(b) || (states[a].state === "unknown") - (states[b].state === "unknown") || war.points[a].tier - war.points[b].tier || a - b; });
        var marks = on.map(function (i) { var p = war.points[i], s = states[i]; return { i: i, latitude: p.at[0], longitude: p.at[1], name: p.n[now.names], tier: p.tier, state: s.state, r: radius(p, s) + (said[i] ? 7 : 0), tag: said[i] }; });
        key += on.map(function (i) { return i + states[i].state[0] + (said[i] ? "!" : ""); }).join();
        var anew = all || key !== shown, free = anew ? K.thin(map, marks) : null;
        if (anew) { shown = key; pane.visible = {}; marks.forEach(function (m, k) { if (free[k]) pane.visible[m.i] = true; }); }
        pane.states = states;
        war.points.forEach(function (p, i) {
          if (!pane.visible[i]) { if (drawn[i] && map.hasLayer(drawn[i].group)) map.removeLayer(drawn[i].group); return; }
          draw(p, i, states[i]);
          if (!map.hasLayer(drawn[i].group)) map.addLayer(drawn[i].group);
        });
        map._khTongue = now.names;
        if (anew) K.place(map, names, marks.filter(function (m, k) { return free[k]; }));
        pane.hidden = anew ? free.filter(function (f) { return !f; }).length : pane.hidden;
        if (tiles && map.hasLayer(tiles) !== now.layers.tiles) { if (now.layers.tiles) tiles.addTo(map); else map.removeLayer(tiles); node.classList.toggle("kh-tiled", now.layers.tiles); }
        drawClaims(pane.visible, all);
        drawFront(all);
        if (now.layers.events) { if (!map.hasLayer(events)) map.addLayer(events); events.show(today()); } else if (map.hasLayer(events)) map.removeLayer(events);
        dated.textContent = K.day(war, today());
      },
      remove: function () { map.remove(); }
    };
    function rank(i) { var r = war.points[i].v[now.view]; return r === undefined ? 999 : r; }
    map.on("zoomend", function () { pane.draw(true); if (o.drawn) o.drawn(); });
    map.on("click", function (event) {
      var sign = events._map ? events.under(event.containerPoint) : null;
      if (sign) o.pick({ kind: "events", place_ids: [], claim_ids: [], claims: [], event_ids: sign.ids.map(function (e) { return war.events.id[e]; }), events: sign.ids, day: today() });
    });
    map.on("mousemove", function (event) {
      var sign = events._map ? events.under(event.containerPoint) : null;
      node.style.cursor = sign ? "pointer" : "";
      node.title = sign ? K.fill(W.sign, { kind: war.words["event_" + sign.kind], n: sign.n }) + (sign.toll ? " · " + K.fill(W.toll, { n: sign.toll }) : "") : "";
    });
    return pane;
  };
})();
