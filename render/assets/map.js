/* Kharita's map: what Leaflet draws from plain records. Everything shown is set as text, never as HTML.
   base(map, options): sea, land, borders, names of seas, scale, inset. state(group, data): marks, labels, legend, date. */
window.Kharita = (function () {
  "use strict";
  var NS = "http://www.w3.org/2000/svg";
  var FONT = "'DejaVu Sans', 'Liberation Sans', Arial, sans-serif";

  /* Below this width (pixels) the legend folds; three rows of it are this high. */
  var NARROW = 520, STRIP = 72;

  function el(tag, cls, text) {
    var node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined) node.textContent = text;
    return node;
  }
  function svg(tag, attrs) {
    var node = document.createElementNS(NS, tag);
    Object.keys(attrs || {}).forEach(function (k) { node.setAttribute(k, attrs[k]); });
    return node;
  }
  function safe(colour) { return colour.replace(/[^0-9A-Za-z]/g, ""); }
  /* ---------- patterns: one stripe pattern per pair of colours, made when first asked for */
  function stripes(map, one, two) {
    var id = "kh-" + safe(one) + "-" + safe(two);
    var defs = map._khDefs;
    if (defs && document.getElementById(id)) return "url(#" + id + ")";
    if (!defs) {
      var holder = svg("svg", { width: 0, height: 0, style: "position:absolute" });
      defs = map._khDefs = svg("defs");
      holder.appendChild(defs);
      map.getContainer().appendChild(holder);
    }
    var pattern = svg("pattern", { id: id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.appendChild(svg("rect", { width: 6, height: 6, fill: two }));
    pattern.appendChild(svg("rect", { width: 3, height: 6, fill: one }));
    defs.appendChild(pattern);
    return "url(#" + id + ")";
  }

  /* A disc with a white bar across: a side told from another without colour. */
  function barred(map, colour) {
    stripes(map, colour, "#FFFFFF");
    var id = "kh-bar-" + safe(colour);
    if (!document.getElementById(id)) {
      var pattern = svg("pattern", { id: id, width: 1, height: 1, patternContentUnits: "objectBoundingBox" });
      [{ width: 1, height: 1, fill: colour }, { x: 0.14, y: 0.4, width: 0.72, height: 0.2, fill: "#FFFFFF" }].forEach(function (r) { pattern.appendChild(svg("rect", r)); });
      map._khDefs.appendChild(pattern);
    }
    return "url(#" + id + ")";
  }

  /* ---------- base */
  function base(map, options) {
    map.attributionControl && map.attributionControl.setPrefix(false);
    map.getContainer().style.background = options.paper;
    ["land", "areas", "marks"].forEach(function (name, i) {
      map.createPane(name).style.zIndex = 300 + i * 40;
    });
    var labels = map.createPane("labels");
    labels.style.zIndex = 620;
    labels.style.pointerEvents = "none";
    var layers = window.KharitaBasemap || {};
    /* Beyond the basemap's edge nothing is known: paper, neither sea nor land. */
    if (options.edge) L.rectangle(options.edge, { pane: "land", interactive: false, stroke: false, fillColor: options.sea, fillOpacity: 1 }).addTo(map);
    Object.keys(layers).forEach(function (name) {
      var style = options.styles[name];
      if (!style) return;
      L.geoJSON(layers[name], {
        pane: "land", interactive: false, smoothFactor: 0.5,
        style: function (feature) {
          var home = feature.properties && feature.properties[options.homeKey] === options.home;
          return Object.assign({}, style, home ? options.homeStyle : {});
        }
      }).addTo(map);
    });
    L.control.scale({ imperial: false, maxWidth: 140, position: "bottomleft" }).addTo(map);
    map._khWaters = options.waters || [];
    /* On a narrow map the inset would cover what it explains. */
    if (options.inset && map.getSize().x >= 620) inset(map, options);
    map.fitBounds(options.bounds, { animate: false, paddingBottomRight: [0, map.getSize().x > NARROW ? STRIP : 30] });
  }

  function text(at, words, cls, dx, dy) {
    var node = el("div", cls, words);
    node.style.left = dx + "px";
    node.style.top = dy + "px";
    return L.marker([at.latitude, at.longitude], { pane: "labels", interactive: false, keyboard: false, icon: L.divIcon({ html: node, className: "kh-label", iconSize: null }) });
  }

  function corner(map, position, cls, words) {
    var control = L.control({ position: position });
    control.onAdd = function () { return words instanceof Element ? words : el("div", cls, words); };
    return control.addTo(map);
  }

  function inset(map, options) {
    var box = options.inset.bounds, w = 96, scale = w / (box[3] - box[1]), h = (box[2] - box[0]) * scale * 1.15;
    var x = function (lon) { return (lon - box[1]) * scale; }, y = function (lat) { return (box[2] - lat) * scale * 1.15; };
    var picture = svg("svg", { width: w, height: h, role: "img" });
    var title = svg("title"); title.textContent = options.inset.name; picture.appendChild(title);
    var draw = function (rings) {
      rings.forEach(function (ring) {
        picture.appendChild(svg("path", { d: "M" + ring.map(function (p) { return x(p[0]).toFixed(1) + "," + y(p[1]).toFixed(1); }).join("L") + "Z", fill: options.styles.countries ? "#FFFFFF" : "none", stroke: "#5E6B76", "stroke-width": 0.8 }));
      });
    };
    ((window.KharitaBasemap || {}).countries || { features: [] }).features.forEach(function (f) {
      if (f.properties[options.homeKey] !== options.home) return;
      (f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates).forEach(function (p) { draw([p[0]]); });
    });
    var b = options.bounds;
    picture.appendChild(svg("rect", { x: x(b[0][1]), y: y(b[1][0]), width: (b[1][1] - b[0][1]) * scale, height: (b[1][0] - b[0][0]) * scale * 1.15, fill: "none", stroke: "#222B33", "stroke-width": 1.6 }));
    var holder = el("div", "kh-inset");
    holder.appendChild(picture);
    return corner(map, "topright", "", holder);
  }

  /* ---------- state */
  function state(group, data) {
    var start = function () {
      var map = group._map, controls = [];
      var drawn = data.marks.map(function (m) { return mark(map, m, data); });
      var labels = L.layerGroup().addTo(group);
      var hidden = el("div", "kh-more");
      var layout = function () {
        var shown = thin(map, data.marks);
        data.marks.forEach(function (m, i) {
          if (shown[i]) drawn[i].addTo(group); else group.removeLayer(drawn[i]);
        });
        var left = shown.filter(function (s) { return !s; }).length;
        hidden.textContent = left ? data.hidden.replace("{n}", left) : "";
        place(map, labels, data.marks.filter(function (m, i) { return shown[i]; }));
      };
      map.on("zoomend resize", layout);
      controls.push(quiet(map, ["topleft", "topright", "bottomleft"], el("div", "kh-date", data.date), data.marks));
      controls.push(strip(map, legend(map, data, hidden), layout));
      layout();
      group.once("remove", function () {
        map.off("zoomend resize", layout);
        controls.forEach(function (c) { c.remove(); });
      });
    };
    if (group._map) start(); else group.once("add", start);
  }

  /* The corner of the map whose box would cover the fewest marks. */
  function quiet(map, corners, node, marks) {
    var best = null;
    corners.forEach(function (position) {
      var control = corner(map, position, "", node), over = inside(map, node), n = marks.filter(function (m) {
        var p = map.latLngToContainerPoint([m.latitude, m.longitude]);
        return m.state !== "unknown" && over.l < p.x && p.x < over.r && over.t < p.y && p.y < over.b;
      }).length;
      control.remove();
      if (!best || n < best.n) best = { n: n, position: position };
    });
    return corner(map, best.position, "", node);
  }
  /* A strip along the foot of the map: it covers the margin `base` left free, and lifts scale and note above it. */
  function strip(map, node, changed) {
    var corners = map.getContainer().querySelectorAll(".leaflet-bottom");
    var bar = el("div", "kh-strip");
    bar.appendChild(node);
    map.getContainer().appendChild(bar);
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.disableScrollPropagation(bar);
    /* Its height is known only once its style has come, and changes when it is folded. */
    var watch = new ResizeObserver(function () {
      corners.forEach(function (c) { c.style.bottom = bar.offsetHeight + "px"; });
      changed();
    });
    watch.observe(bar);
    return { remove: function () { watch.disconnect(); corners.forEach(function (c) { c.style.bottom = ""; }); bar.remove(); } };
  }
  function inside(map, node) {
    var frame = map.getContainer().getBoundingClientRect(), b = node.getBoundingClientRect();
    return { l: b.left - frame.left - 6, r: b.right - frame.left + 6, t: b.top - frame.top - 6, b: b.bottom - frame.top + 6 };
  }

  /* Which marks have room at this zoom: the important first; one that would cover another waits for a closer look. */
  function thin(map, marks) {
    var kept = [];
    return marks.map(function (m) {
      var p = map.latLngToContainerPoint([m.latitude, m.longitude]), r = radius(m);
      var free = kept.every(function (k) { return p.distanceTo(k.p) > 0.8 * (r + k.r); });
      if (free) kept.push({ p: p, r: r });
      return free;
    });
  }

  function radius(m) { return m.r || (m.state === "unknown" ? 3.5 : m.tier === 1 ? 8 : m.tier === 2 ? 7 : 5); }

  function look(map, m, contested) {
    var r = radius(m), ring = { pane: "marks", radius: r, weight: 1, color: "#FFFFFF", fillOpacity: m.faded ? 0.6 : 1, opacity: 1, fillColor: m.colour };
    if (m.state === "claimed_only") return Object.assign(ring, { color: m.colour, weight: 3, fillColor: "#FFFFFF", fillOpacity: 0.85, opacity: m.faded ? 0.5 : 1 });
    if (m.state === "contested") return Object.assign(ring, { color: contested, weight: 2.5, fillColor: stripes(map, m.holder ? m.colour : contested, m.rival_colour || "#FFFFFF") });
    if (m.state === "held" && m.hatch) return Object.assign(ring, { color: m.colour, weight: 1.5, fillColor: stripes(map, m.colour, "#FFFFFF") });
    return ring;
  }

  function mark(map, m, data) {
    var at = [m.latitude, m.longitude], layer = L.featureGroup();
    if (m.radius_km) {
      L.circle(at, { pane: "areas", radius: m.radius_km * 1000, interactive: false, stroke: true, color: m.colour, weight: 1, opacity: 0.35, dashArray: "2 4", fillColor: m.colour, fillOpacity: 0.1 }).addTo(layer);
    }
    if (m.event_ids.length) {
      var claimed = m.claimed_events === m.event_ids.length;
      /* The ring's area grows with the number of events. */
      bind(L.circleMarker(at, { pane: "areas", radius: radius(m) + 3 + 2.5 * Math.sqrt(m.event_ids.length), color: "#222B33", weight: claimed ? 1.2 : 1.8, dashArray: claimed ? "3 3" : null, opacity: 0.75, fillColor: "#222B33", fillOpacity: 0.05 }), m, data).addTo(layer);
    }
    bind(L.circleMarker(at, look(map, m, data.contested)), m, data).addTo(layer);
    return layer;
  }

  function bind(layer, m, data) {
    layer.feature = { type: "Feature", geometry: { type: "Point", coordinates: [m.longitude, m.latitude] }, properties: { id: m.id, kind: "place", place_ids: m.place_ids, claim_ids: m.claim_ids, event_ids: m.event_ids } };
    var tip = el("div");
    tip.appendChild(el("b", "", m.name));
    m.lines.slice(0, 2).forEach(function (line) { tip.appendChild(el("div", "", line)); });
    layer.bindTooltip(tip, { direction: "top", offset: [0, -8] });
    layer.bindPopup(function () { return popup(m, data); }, { maxWidth: 260 });
    return layer;
  }

  function popup(m, data) {
    var box = el("div", "kh-popup");
    box.appendChild(el("b", "", m.name));
    m.lines.forEach(function (line) { box.appendChild(el("div", "", line)); });
    m.quotes.forEach(function (q) { var p = el("p", "kh-quote", "« " + q + " »"); p.dir = "auto"; box.appendChild(p); });
    if (m.more) box.appendChild(el("div", "kh-more", m.more));
    return box;
  }

  /* ---------- labels: the important first, each in the first of four spots that is free, else left out */
  function place(map, layer, marks) {
    var kept = layer._kh = layer._kh || {}, wanted = {};
    var pen = document.createElement("canvas").getContext("2d");
    var size = map.getSize(), taken = [];
    map.getContainer().querySelectorAll(".leaflet-control, .kh-strip").forEach(function (c) { taken.push(inside(map, c)); });
    var spots = marks.map(function (m) { return map.latLngToContainerPoint([m.latitude, m.longitude]); });
    marks.forEach(function (m, i) { taken.push(box(spots[i].x, spots[i].y, radius(m) * 2, radius(m) * 2)); if (m.tag) taken.push(box(spots[i].x, spots[i].y - radius(m) - 8, 44, 15)); });
    marks.forEach(function (m, i) {
      if (m.tier > 2 && m.state === "unknown") return;
      var big = m.tier === 1, p = spots[i], r = radius(m) + 3;
      var font = (big ? "600 14px " : "13px ") + FONT, w = width(pen, m.name, font), h = big ? 17 : 15;
      var up = p.y - r - h / 2, down = p.y + r + h / 2, near = p.x + w / 2 - r / 2, far = p.x - w / 2 + r / 2;
      var tries = [[p.x + r + w / 2, p.y], [p.x - r - w / 2, p.y], [p.x, up], [p.x, down], [near, up], [far, up], [near, down], [far, down]];
      if (p.x > -20 && p.y > -20 && p.x < size.x + 20 && p.y < size.y + 20) settle(map, wanted, tries, { name: m.name, cls: big ? "kh-town kh-big" : "kh-town", w: w, h: h }, taken, m);
    });
    (map._khWaters || []).forEach(function (water) {
      var p = map.latLngToContainerPoint([water.latitude, water.longitude]), called = (water.names || {})[map._khTongue] || water.name;
      var w = width(pen, called, "italic 13px " + FONT) * 1.15;
      settle(map, wanted, [[p.x, p.y], [p.x, p.y - 24], [p.x, p.y + 24]], { name: called, cls: "kh-water", w: w, h: 16 }, taken, water);
    });
    /* From one day to the next most labels stay where they are. */
    Object.keys(kept).forEach(function (key) { if (!wanted[key]) { layer.removeLayer(kept[key]); delete kept[key]; } });
    Object.keys(wanted).forEach(function (key) {
      var w = wanted[key];
      if (!kept[key]) layer.addLayer(kept[key] = text(w.at, w.label.name, w.label.cls, w.dx, w.dy));
    });
  }
  function width(pen, words, font) { pen.font = font; return pen.measureText(words).width + 4; }
  function settle(map, wanted, tries, label, taken, at) {
    var size = map.getSize(), origin = map.latLngToContainerPoint([at.latitude, at.longitude]);
    for (var k = 0; k < tries.length; k++) {
      var spot = box(tries[k][0], tries[k][1], label.w, label.h);
      if (spot.l < 2 || spot.r > size.x - 2 || taken.some(function (o) { return hit(o, spot); })) continue;
      taken.push(spot);
      /* Held to its place by pixels, so that it stays beside it while the map is dragged. */
      var dx = Math.round(tries[k][0] - origin.x), dy = Math.round(tries[k][1] - origin.y);
      wanted[[label.name, label.cls, at.latitude, at.longitude, dx, dy].join()] = { at: at, label: label, dx: dx, dy: dy };
      return;
    }
  }
  function box(x, y, w, h) { return { l: x - w / 2, r: x + w / 2, t: y - h / 2, b: y + h / 2 }; }
  function hit(a, b) { return a.l < b.r && b.l < a.r && a.t < b.b && b.t < a.b; }

  /* ---------- legend */
  function legend(map, data, hidden) {
    /* Narrow maps fold it away. */
    var wide = map.getSize().x > NARROW, holder = el(wide ? "div" : "details", "kh-legend"), rows = el("div", "kh-rows");
    if (!wide) holder.appendChild(el("summary", "", data.legend_title));
    data.legend.forEach(function (row) {
      var line = el("div", "kh-row"), sign = svg("svg", { width: 22, height: 18 });
      var draw = {
        held: { r: 6, fill: row.hatch ? stripes(map, row.colour, "#FFFFFF") : row.colour, stroke: row.colour, "stroke-width": 1 },
        claimed_only: { r: 5.5, fill: "#FFFFFF", stroke: row.colour, "stroke-width": 3 },
        contested: { r: 6, fill: stripes(map, row.colour, "#FFFFFF"), stroke: row.colour, "stroke-width": 2 },
        unknown: { r: 3.5, fill: row.colour },
        old: { r: 6, fill: "#5E6B76", "fill-opacity": 0.6 },
        area: { r: 8, fill: row.colour, "fill-opacity": 0.1, stroke: row.colour, "stroke-opacity": 0.5, "stroke-dasharray": "2 3" },
        events: { r: 7, fill: "none", stroke: row.colour, "stroke-width": 1.8 },
        events_claimed: { r: 7, fill: "none", stroke: row.colour, "stroke-width": 1.2, "stroke-dasharray": "3 3" }
      }[row.kind];
      sign.appendChild(svg("circle", Object.assign({ cx: 11, cy: 9 }, draw)));
      line.appendChild(sign);
      line.appendChild(el("span", "", row.text));
      rows.appendChild(line);
    });
    rows.appendChild(hidden);
    rows.appendChild(el("div", "kh-note", data.note));
    holder.appendChild(rows);
    return holder;
  }

  return { base: base, state: state, el: el, svg: svg, stripes: stripes, barred: barred, inset: inset, thin: thin, place: place, FONT: FONT };
})();
