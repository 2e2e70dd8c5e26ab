/* The board inside a Streamlit page. In: messages with the war's record and what to show. Out: the day and what was
   clicked, told once the reader rests. Streamlit's own protocol for components, version 1. */
(function () {
  "use strict";
  var board = null, war = null, asked = null, first = null, mode = null, tall = 560, tallest = 0, sent = 0, root = document.getElementById("board");
  /* On a phone the frame is as tall as what it holds, and never shrinks while days pass: nothing below it jumps. */
  function fit() {
    var narrow = window.innerWidth < 640;
    root.style.height = narrow ? "auto" : tall + "px";
    var height = narrow ? Math.max(tallest, root.scrollHeight + 4) : tall;
    if (height === sent) return;
    tallest = sent = height;
    send("setFrameHeight", { height: height });
  }
  new ResizeObserver(fit).observe(root);
  function send(type, more) { window.parent.postMessage(Object.assign({ isStreamlitMessage: true, type: "streamlit:" + type }, more), "*"); }
  function tell(now) {
    send("setComponentValue", { dataType: "json", value: { day: now.day, names: now.names, layers: now.layers, picked: now.picked, first: first } });
  }
  window.addEventListener("message", function (event) {
    if (!event.data || event.data.type !== "streamlit:render") return;
    var args = event.data.args, next = { view: args.view, mode: args.mode, against: args.against };
    var maps = { three: 3, compare: 2 }[args.mode] || 1;
    first = args.first;
    if (args.mode !== mode) { mode = args.mode; tallest = 0; }
    root.parentNode.classList.add("kh-inside");
    root.style.setProperty("--maps", 340 * maps + "px");
    tall = args.height;
    fit();
    if (!war || war.id !== args.war.id) {
      var day = board && asked === args.asked ? board.now.day : args.day;
      war = args.war;
      war.fronts = args.fronts;
      war.tiles = args.tiles;
      if (war.tiles) war.layers.tiles = war.tiles.name;
      /* More of the same war: where the reader looks stays. */
      var map = board && board.now.view === args.view ? board.panes()[0].map : null;
      next.at = map && { centre: map.getCenter(), zoom: map.getZoom() };
      if (board) board.remove();
      next.day = Math.min(Math.max(day, 0), war.days - 1);
      board = window.board = window.Kharita.board(root, war, Object.assign(next, { names: args.names, tell: tell }));
    } else {
      /* A day asked for from outside (a link, another page) counts once; after that the reader's own is kept. */
      if (asked !== args.asked) next.day = args.day;
      war.fronts = args.fronts;
      board.update(next);
    }
    asked = args.asked;
  });
  send("componentReady", { apiVersion: 1 });
  send("setFrameHeight", { height: 560 });
})();
