// A PDF or a picture to look at: pages drawn as they come into view, with zoom, search, rotation, thumbnails, text to select,
// and a box around every value that was read. Boxes bear the value's name, so that pairs.js points from form to paper and back.
const opened = new Map(); // Documents by address: the next one is opened while this one is looked at.
const MOST_OPEN = 4;
// In a pane narrower than this a sheet's white margins are let out of sight, so that its letters can be read; by no more than this.
const NARROW = 700, CLOSER = 1.35, MARGIN = 12;
let pdfjs;

export async function attach(root, options) {
  const paper = new Paper(root, options);
  await paper.open();
  return {
    light: field => paper.light(field),
    act: (what, value) => paper.act(what, value),
    stop: () => paper.stop(),
  };
}

async function library({ library, worker }) {
  if (!pdfjs) {
    pdfjs = await import(new URL(library, document.baseURI));
    pdfjs.GlobalWorkerOptions.workerSrc = new URL(worker, document.baseURI).href;
  }
  return pdfjs;
}

async function load(options) {
  if (opened.has(options.url)) return opened.get(options.url);
  const base = new URL("pdfjs/", document.baseURI).href;
  const task = (await library(options)).getDocument({
    url: options.url, useWasm: false, wasmUrl: base + "wasm/", standardFontDataUrl: base + "fonts/", enableXfa: false, stopAtErrors: false,
  });
  const loading = task.promise;
  opened.set(options.url, loading);
  loading.catch(() => opened.delete(options.url));
  if (opened.size > MOST_OPEN) {
    const [oldest, former] = opened.entries().next().value;
    opened.delete(oldest);
    // Whoever still looks at it has drawn what he sees.
    setTimeout(() => former.then(pdf => pdf.loadingTask.destroy()).catch(() => {}), 30000);
  }
  return loading;
}

// Which part of a sheet's width is written on: where it begins, and its share. Null where no words are, as on a scan.
async function inkOf({ page, width }) {
  const { items } = await page.getTextContent();
  const written = items.filter(i => i.str.trim().length > 0);
  if (page.rotate !== 0 || written.length === 0) return null;
  const left = Math.max(0, Math.min(...written.map(i => i.transform[4])) - page.view[0]);
  const right = Math.min(width, Math.max(...written.map(i => i.transform[4] + i.width)) - page.view[0]);
  return right > left ? { left: left / width, share: (right - left) / width } : null;
}

class Paper {
  constructor(root, options) {
    Object.assign(this, { root, options, zoom: 1, turn: 0, pages: [], hits: [], hit: -1, field: null, gone: false });
    this.scroll = root.querySelector(".paper-pages");
    this.thumbs = root.querySelector(".paper-thumbs");
    this.told = root.querySelector(".paper-told");
  }

  async open() {
    try {
      this.pages = this.options.picture ? [await this.picture()] : await this.pdf();
    } catch {
      if (!this.gone) this.root.dataset.state = "broken";
      return;
    }
    if (this.gone) return;
    this.seen = new IntersectionObserver(entries => entries.forEach(e => { if (e.isIntersecting) this.draw(this.pages[e.target.dataset.page - 1]); }), { root: this.scroll, rootMargin: "600px 0px" });
    this.lay();
    this.sized = new ResizeObserver(() => { if (this.scroll.clientWidth !== this.width) this.relay(); });
    this.sized.observe(this.scroll);
    this.root.dataset.state = "open";
    this.root.dataset.pages = this.pages.length;
    this.light(this.field);
  }

  async pdf() {
    this.document = await load(this.options);
    const pages = [];
    for (let n = 1; n <= this.document.numPages && n <= 200; n++) {
      // The first is measured; the others are taken to be alike until they are seen.
      const page = n === 1 ? await this.document.getPage(1) : null;
      const size = page ? page.getViewport({ scale: 1 }) : pages[0];
      pages.push({ n, page, width: size.width, height: size.height });
    }
    if (pages.length > 0 && this.scroll.clientWidth < NARROW) this.ink = await inkOf(pages[0]);
    return pages;
  }

  async picture() {
    const answer = await fetch(this.options.url);
    this.image = await createImageBitmap(await answer.blob());
    return { n: 1, width: this.image.width, height: this.image.height };
  }

  // A place for every page, in order; they are drawn when they are looked at.
  lay() {
    this.width = this.scroll.clientWidth;
    const turned = this.turn % 180 !== 0;
    const sheet = Math.min(this.width - 2 * MARGIN, 1100);
    const ink = this.turn === 0 && this.width < NARROW ? this.ink : null;
    const closer = ink ? Math.min(CLOSER, Math.max(1, (this.width - MARGIN) / (ink.share * sheet))) : 1;
    this.scroll.replaceChildren(...this.pages.map(page => {
      const place = document.createElement("div");
      place.className = "paper-page";
      place.dataset.page = page.n;
      const [w, h] = turned ? [page.height, page.width] : [page.width, page.height];
      const width = Math.max(120, sheet * closer * this.zoom);
      page.scale = width / w;
      place.style.width = `${width}px`;
      place.style.height = `${h * page.scale}px`;
      Object.assign(page, { place, drawn: false });
      return place;
    }));
    for (const page of this.pages) this.seen.observe(page.place);
    if (closer > 1 && this.zoom === 1) this.scroll.scrollLeft = ink.left * sheet * closer + MARGIN / 2;
    this.box();
  }

  relay() {
    if (this.gone || this.pages.length === 0) return;
    const at = this.scroll.scrollHeight > 0 ? this.scroll.scrollTop / this.scroll.scrollHeight : 0;
    this.seen.disconnect();
    this.lay();
    this.scroll.scrollTop = at * this.scroll.scrollHeight;
    this.light(this.field);
  }

  async draw(page) {
    if (!page || page.drawn || this.gone) return;
    page.drawn = true;
    const place = page.place;
    const canvas = document.createElement("canvas");
    const sharp = Math.min(window.devicePixelRatio || 1, 2);
    if (this.image) {
      this.drawImage(canvas, page, sharp);
      place.prepend(canvas);
      return;
    }
    page.page ??= await this.document.getPage(page.n);
    const own = page.page.getViewport({ scale: 1 });
    if (Math.abs(own.width - page.width) > 1 || Math.abs(own.height - page.height) > 1) {
      [page.width, page.height] = [own.width, own.height];
      this.relay();
      return;
    }
    const viewport = page.page.getViewport({ scale: page.scale, rotation: (page.page.rotate + this.turn) % 360 });
    [canvas.width, canvas.height] = [Math.floor(viewport.width * sharp), Math.floor(viewport.height * sharp)];
    place.prepend(canvas);
    try {
      await page.page.render({ canvas, viewport, transform: sharp === 1 ? null : [sharp, 0, 0, sharp, 0, 0] }).promise;
      if (this.gone || page.place !== place) return;
      const layer = document.createElement("div");
      layer.className = "paper-text";
      place.style.setProperty("--total-scale-factor", page.scale);
      canvas.after(layer);
      await new pdfjs.TextLayer({ textContentSource: page.page.streamTextContent(), container: layer, viewport }).render();
    } catch {
      // Scrolled away or closed while it was drawn.
    }
  }

  drawImage(canvas, page, sharp) {
    const [w, h] = [page.width * page.scale * sharp, page.height * page.scale * sharp];
    const turned = this.turn % 180 !== 0;
    [canvas.width, canvas.height] = turned ? [h, w] : [w, h];
    const context = canvas.getContext("2d");
    context.translate(canvas.width / 2, canvas.height / 2);
    context.rotate(this.turn * Math.PI / 180);
    context.drawImage(this.image, -w / 2, -h / 2, w, h);
  }

  // What was read, framed where it stands.
  box() {
    for (const seen of this.options.boxes ?? []) {
      const page = this.pages[seen.page - 1];
      if (!page) continue;
      const frame = document.createElement("span");
      frame.className = "paper-box field";
      frame.dataset.field = seen.field;
      frame.dataset.sure = seen.sure ? "yes" : "no";
      frame.title = seen.title ?? "";
      this.put(frame, seen);
      page.place.append(frame);
    }
    for (const hit of this.hits) this.mark(hit);
  }

  put(element, { x, y, w, h }) {
    const at = { 0: [x, y, w, h], 90: [1 - y - h, x, h, w], 180: [1 - x - w, 1 - y - h, w, h], 270: [y, 1 - x - w, h, w] }[this.turn];
    ["left", "top", "width", "height"].forEach((side, i) => { element.style[side] = `${at[i] * 100}%`; });
  }

  light(field) {
    this.field = field;
    for (const frame of this.scroll.querySelectorAll("[data-lit]")) delete frame.dataset.lit;
    if (!field) return;
    const names = [field, `${field}.name`, ...(field === "gross" ? ["payable"] : field === "payable" ? ["gross"] : [])];
    const frame = [...this.scroll.querySelectorAll(".paper-box")].find(b => names.includes(b.dataset.field));
    if (!frame) return;
    frame.dataset.lit = "yes";
    this.reveal(frame);
  }

  reveal(element) {
    const [box, pane] = [element.getBoundingClientRect(), this.scroll.getBoundingClientRect()];
    if (box.top < pane.top + 20) this.scroll.scrollTop -= pane.top + 60 - box.top;
    else if (box.bottom > pane.bottom - 20) this.scroll.scrollTop += box.bottom - pane.bottom + 60;
  }

  async act(what, value) {
    if (this.pages.length === 0) return "";
    if (what === "in" || what === "out") this.zoom = Math.min(4, Math.max(.4, this.zoom * (what === "in" ? 1.25 : .8)));
    if (what === "fit") this.zoom = 1;
    if (what === "turn") this.turn = (this.turn + 90) % 360;
    if (what === "thumbs") return this.showThumbs();
    if (what === "search") return this.search(value);
    if (what === "next" || what === "previous") return this.step(what === "next" ? 1 : -1);
    this.relay();
    return `${Math.round(this.zoom * 100)} %`;
  }

  async showThumbs() {
    const show = this.thumbs.hidden;
    this.thumbs.hidden = !show;
    if (!show || this.thumbs.childElementCount > 0) return "";
    for (const page of this.pages) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(document.createElement("canvas"), String(page.n));
      button.addEventListener("click", () => page.place.scrollIntoView({ block: "start" }));
      this.thumbs.append(button);
    }
    for (const [i, page] of this.pages.entries()) {
      if (this.gone) return "";
      const canvas = this.thumbs.children[i].firstElementChild;
      if (this.image) {
        [canvas.width, canvas.height] = [96, 96 * page.height / page.width];
        canvas.getContext("2d").drawImage(this.image, 0, 0, canvas.width, canvas.height);
        continue;
      }
      page.page ??= await this.document.getPage(page.n);
      const viewport = page.page.getViewport({ scale: 96 / page.page.getViewport({ scale: 1 }).width });
      [canvas.width, canvas.height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
      await page.page.render({ canvas, viewport }).promise.catch(() => {});
    }
    return "";
  }

  // Every place where the words stand; in one line of the page, whatever the case.
  async search(text) {
    for (const mark of this.scroll.querySelectorAll(".paper-hit")) mark.remove();
    [this.hits, this.hit] = [[], -1];
    const wanted = (text ?? "").trim().toLowerCase();
    if (wanted.length === 0 || this.image) return "";
    for (const page of this.pages) {
      page.page ??= await this.document.getPage(page.n);
      const content = await page.page.getTextContent();
      const viewport = page.page.getViewport({ scale: 1 });
      for (const item of content.items) {
        const line = (item.str ?? "").toLowerCase();
        for (let at = line.indexOf(wanted); at >= 0 && this.hits.length < 500; at = line.indexOf(wanted, at + wanted.length)) {
          const height = Math.hypot(item.transform[2], item.transform[3]);
          const [left, right] = [at / line.length, (at + wanted.length) / line.length];
          const [x0, y0] = viewport.convertToViewportPoint(item.transform[4] + left * item.width, item.transform[5] + height);
          const [x1, y1] = viewport.convertToViewportPoint(item.transform[4] + right * item.width, item.transform[5] - .2 * height);
          this.hits.push({ page: page.n, x: Math.min(x0, x1) / viewport.width, y: Math.min(y0, y1) / viewport.height, w: Math.abs(x1 - x0) / viewport.width, h: Math.abs(y1 - y0) / viewport.height });
        }
      }
    }
    for (const hit of this.hits) this.mark(hit);
    return this.step(1);
  }

  mark(hit) {
    hit.element = document.createElement("span");
    hit.element.className = "paper-hit";
    this.put(hit.element, hit);
    this.pages[hit.page - 1].place.append(hit.element);
  }

  step(by) {
    if (this.hits.length === 0) return "0";
    if (this.hit >= 0) delete this.hits[this.hit].element.dataset.here;
    this.hit = (this.hit + by + this.hits.length) % this.hits.length;
    const { element } = this.hits[this.hit];
    element.dataset.here = "yes";
    this.reveal(element);
    return `${this.hit + 1}/${this.hits.length}`;
  }

  stop() {
    this.gone = true;
    this.seen?.disconnect();
    this.sized?.disconnect();
    this.image?.close?.();
  }
}
