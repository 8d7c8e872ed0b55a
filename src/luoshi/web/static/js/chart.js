// The interactive chart of an indicator, loaded only when asked for. The drawing stays for print and
// for browsers without scripts.
(() => {
  const button = document.getElementById("work");
  const drawing = document.getElementById("drawing");
  const room = document.getElementById("interactive");
  if (!button || !drawing || !room) return;
  button.hidden = false;
  const first = button.textContent;
  let chart = null;

  const load = (address) =>
    new Promise((resolve, reject) => {
      if (window.echarts) return resolve();
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const options = (data) => {
    const tone = getComputedStyle(drawing.closest("figure")).color;
    const line = (series) => ({ type: "line", symbolSize: 9, animation: false, ...series });
    return {
      aria: { enabled: true, label: { description: data.description } },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 72, right: 40, top: 36, bottom: 64 },
      tooltip: { renderMode: "richText", trigger: "item", formatter: (p) => p.data.label },
      dataZoom: [{ type: "inside" }, { type: "slider", height: 18, bottom: 10, brushSelect: false, borderColor: colour("--rule"), fillerColor: "rgba(18, 53, 91, .1)", dataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } }, selectedDataBackground: { lineStyle: { opacity: 0 }, areaStyle: { opacity: 0 } }, showDetail: false }],
      xAxis: { type: "value", min: "dataMin", max: "dataMax", minInterval: 1, axisLabel: { hideOverlap: true, formatter: (x) => (Number.isInteger(x) ? String(x) : "") }, splitLine: { show: false } },
      yAxis: { type: "value", name: data.unit || "", scale: true, inverse: data.downwards },
      series: [
        ...data.path.map((stretch) => line({ data: stretch, symbol: "none", silent: true, lineStyle: { type: "dashed", width: 1.5, color: colour("--rule-strong") } })),
        ...data.runs.map((run, index) =>
          line({
            data: run, color: tone, symbol: "circle",
            lineStyle: { width: 2.5 },
            markLine: index ? undefined : { silent: true, symbol: "none", data: data.breaks.map((b) => ({ xAxis: b.x })), label: { show: false }, lineStyle: { type: "dotted", color: colour("--ink-3") } },
          })),
        ...data.gaps.map((pair) => line({ data: pair, color: tone, symbol: "none", silent: true, lineStyle: { type: "dotted", width: 1.5 } })),
        line({ type: "scatter", data: data.minor, symbol: "circle", itemStyle: { color: "#fff", borderColor: colour("--ink-3"), borderWidth: 1.5 } }),
        line({ type: "scatter", data: data.marks, symbol: "circle", symbolSize: 11, itemStyle: { color: "#fff", borderColor: colour("--ink"), borderWidth: 2 } }),
      ],
    };
  };

  const open = async () => {
    const [data] = await Promise.all([fetch(button.dataset.chart).then((r) => r.json()), load(button.dataset.library)]);
    drawing.hidden = true;
    room.hidden = false;
    button.textContent = button.dataset.back;
    chart ??= window.echarts.init(room, null, { renderer: "svg" });
    chart.setOption(options(data));
    chart.on("click", (event) => { if (event.data?.href) window.location.assign(event.data.href); });
  };

  const close = () => {
    drawing.hidden = false;
    room.hidden = true;
    button.textContent = first;
  };

  button.addEventListener("click", () => (room.hidden ? open() : close()));
  window.addEventListener("resize", () => chart?.resize());
})();
