// The telephone of the sandbox. Words stand in the page's template, none here.
'use strict';

const HOME = '/sandbox/wechat';
const POLL_MS = 700;
const find = (id) => document.getElementById(id);
const words = {};
for (const each of find('words').content.querySelectorAll('[data-word]')) words[each.dataset.word] = each.textContent;
const state = { fans: [], openid: null, after: 0, menu: '', subscribed: null, polling: 0 };

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function call(path, options) {
  const answer = await fetch(`${HOME}/telephone${path}`, options);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function post(path, body) {
  return call(`/${state.openid}${path}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body || {}),
  });
}

// -- what stands on the screen ---------------------------------------------------------------------
// A text may hold links, and nothing else: everything is put in as text, links are rebuilt.
function richText(into, text) {
  const parts = text.split(/(<a href="[^"<>]*">[^<]*<\/a>)/g);
  for (const part of parts) {
    const link = /^<a href="([^"<>]*)">([^<]*)<\/a>$/.exec(part);
    if (!link) {
      into.append(part);
      continue;
    }
    const anchor = element('a', '', link[2]);
    anchor.href = link[1];
    anchor.addEventListener('click', (event) => {
      event.preventDefault();
      openPage(link[1]);
    });
    into.append(anchor);
  }
}

function card(message) {
  const made = element('button', 'card');
  made.type = 'button';
  const template = message.kind === 'template';
  made.append(element('b', '', template ? words.template : message.title));
  made.append(element('p', '', message.text || ''));
  made.append(element('i', '', words.open));
  made.addEventListener('click', () => message.url && openPage(message.url));
  return made;
}

function content(message) {
  if (message.kind === 'news' || message.kind === 'template') return card(message);
  if (message.kind === 'image') {
    const picture = element('img');
    picture.src = `${HOME}/telephone/media/${message.media_id}`;
    picture.alt = words.picture;
    return picture;
  }
  const bubble = element('div', 'bubble');
  const mark = { voice: words.voice, location: words.place }[message.kind];
  if (mark) bubble.append(`${mark} · `);
  richText(bubble, message.text || '');
  return bubble;
}

function face(fan) {
  const place = state.fans.indexOf(fan);
  return element('span', `face face-${Math.max(place, 0)}`, fan ? fan.nickname.slice(0, 1) : '');
}

function show(message) {
  const talk = find('talk');
  if (message.from === 'system') {
    const bad = message.kind === 'fault' ? ' system-bad' : '';
    talk.append(element('p', `system${bad}`, words[message.kind] || ''));
    return;
  }
  const mine = message.from === 'fan';
  const line = element('div', `line line-${message.from}`);
  const fan = state.fans.find((each) => each.openid === state.openid);
  line.append(mine ? face(fan) : element('span', 'face face-account', words.account.slice(0, 1)));
  const body = element('div', 'body');
  body.append(content(message));
  const way = { passive: words.passive, service: words.service, template: words.template_way }[message.way];
  if (way) body.append(element('p', 'way', `${new Date(message.at).toLocaleTimeString('zh-CN', { hour12: false })} · ${way}`));
  line.append(body);
  talk.append(line);
}

// -- reading along ------------------------------------------------------------------------------------
async function poll(round) {
  if (round !== state.polling) return;
  try {
    const seen = await call(`/${state.openid}/screen?after=${state.after}`);
    if (round !== state.polling) return;
    for (const message of seen.messages) {
      show(message);
      state.after = message.id;
    }
    if (seen.messages.length) find('talk').scrollTop = find('talk').scrollHeight;
    find('typing').textContent = seen.typing ? words.typing : words.account;
    follows(seen.subscribed);
    if (!state.menu) await load();
  } catch {
    find('typing').textContent = words.down;
  }
  setTimeout(poll, POLL_MS, round);
}

function follows(subscribed) {
  if (state.subscribed === subscribed) return;
  state.subscribed = subscribed;
  find('empty').hidden = subscribed;
  find('foot').hidden = !subscribed;
  find('follow').textContent = subscribed ? words.unfollow : words.follow;
  load();
}

function drawFans() {
  for (const list of [find('fans'), find('fans-here')]) {
    list.replaceChildren(...state.fans.map((fan) => {
      const row = element('li');
      const button = element('button', 'fan');
      button.type = 'button';
      button.setAttribute('aria-pressed', String(fan.openid === state.openid));
      button.append(face(fan), fan.nickname);
      if (fan.subscribed) button.append(element('span', 'fan-state', words.followed));
      button.addEventListener('click', () => take(fan.openid));
      row.append(button);
      return row;
    }));
  }
}

function drawMenu(groups) {
  find('menu').replaceChildren(...groups.map((group) => {
    const box = element('div', 'group');
    const head = element('button', '', group.name);
    head.type = 'button';
    const items = element('div', 'items');
    items.hidden = true;
    for (const item of group.sub_button) {
      const button = element('button', '', item.name);
      button.type = 'button';
      button.addEventListener('click', async () => {
        items.hidden = true;
        if (item.type === 'view') openPage(item.url);
        await post('/menu', { key: item.key || item.url });
      });
      items.append(button);
    }
    head.addEventListener('click', () => {
      const open = items.hidden;
      for (const each of document.querySelectorAll('.items')) each.hidden = true;
      items.hidden = !open;
    });
    box.append(items, head);
    return box;
  }));
}

async function load() {
  const known = await call('/fans');
  state.fans = known.fans;
  drawFans();
  const menu = JSON.stringify(known.menu);
  if (menu !== state.menu && known.menu.length) {
    state.menu = menu;
    drawMenu(known.menu);
  }
}

async function take(openid) {
  state.openid = openid;
  state.after = 0;
  state.subscribed = null;
  state.polling += 1;
  find('sheet').hidden = true;
  find('browser').hidden = true;
  find('talk').replaceChildren();
  sessionStorage.setItem('wx_fan', openid);
  await call(`/${openid}/hold`, { method: 'POST' });
  drawFans();
  find('switch').replaceChildren(face(state.fans.find((each) => each.openid === openid)));
  poll(state.polling);
}

// -- doing something ------------------------------------------------------------------------------------
async function openPage(url) {
  if (!url.startsWith(location.origin)) {
    window.open(url, '_blank', 'noopener');
    return;
  }
  await call(`/${state.openid}/hold`, { method: 'POST' });
  find('address').textContent = new URL(url).host;
  find('frame').src = url;
  find('browser').hidden = false;
}

async function scan(key) {
  try {
    await post('/scan', { key });
    find('scan-note').textContent = words.scan_ok;
  } catch {
    find('scan-note').textContent = words.gone;
  }
}

function closePage() {
  find('browser').hidden = true;
  find('frame').src = 'about:blank';
}

async function write() {
  const text = find('text').value.trim();
  if (!text) return;
  find('text').value = '';
  find('text').style.height = '';
  await post('/text', { text });
}

function listen() {
  find('write').addEventListener('submit', (event) => {
    event.preventDefault();
    write();
  });
  find('text').addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    write();
  });
  find('text').addEventListener('input', ({ target }) => {
    target.style.height = '';
    target.style.height = `${Math.min(target.scrollHeight + 2, 120)}px`;
  });
  find('plus').addEventListener('click', ({ currentTarget }) => {
    find('extras').hidden = !find('extras').hidden;
    currentTarget.setAttribute('aria-expanded', String(!find('extras').hidden));
  });
  find('to-menu').addEventListener('click', () => (find('menu').hidden = !find('menu').hidden));
  find('voice').addEventListener('click', async () => {
    const text = find('text').value.trim();
    find('text').value = '';
    if (text) await post('/voice', { text });
  });
  for (const place of document.querySelectorAll('[data-place]')) {
    place.addEventListener('click', () => {
      const [latitude, longitude] = place.dataset.place.split(',').map(Number);
      post('/location', { latitude, longitude, label: place.dataset.label });
    });
  }
  find('picture').addEventListener('change', async ({ target }) => {
    const [file] = target.files;
    target.value = '';
    if (!file) return;
    await call(`/${state.openid}/image`, { method: 'POST', headers: { 'Content-Type': file.type }, body: file });
  });
  find('more').addEventListener('click', ({ currentTarget }) => {
    find('sheet').hidden = !find('sheet').hidden;
    currentTarget.setAttribute('aria-expanded', String(!find('sheet').hidden));
  });
  find('switch').addEventListener('click', () => (find('sheet').hidden = !find('sheet').hidden));
  find('close').addEventListener('click', closePage);
  find('follow').addEventListener('click', () => post(state.subscribed ? '/unfollow' : '/follow'));
  find('follow-here').addEventListener('click', () => post('/follow'));
  find('unfollow').addEventListener('click', () => {
    find('sheet').hidden = true;
    post('/unfollow');
  });
  find('scan').addEventListener('submit', (event) => {
    event.preventDefault();
    scan(find('scan-key').value.trim());
    find('scan-key').value = '';
  });
  find('scan-here').addEventListener('click', () => {
    find('sheet').hidden = true;
    const key = window.prompt(words.ask_scan);
    if (key) scan(key.trim());
  });
}

async function begin() {
  listen();
  await load();
  const held = sessionStorage.getItem('wx_fan');
  await take((state.fans.find((fan) => fan.openid === held) || state.fans[0]).openid);
  const ticket = new URLSearchParams(location.search).get('scan');
  if (!ticket) return;
  history.replaceState(null, '', HOME);
  await scan(ticket);
}

begin();
