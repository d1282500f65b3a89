/*
 * Puts the advisor on any page with one tag:
 *   <script src="https://advisor.example/embed.js" async></script>
 * The advisor's address is the script's own. Optional: data-label (words of the button),
 * data-open="true" (open at once). The page inside is a frame, so neither side's styles reach over.
 */
(function () {
  'use strict';
  var script = document.currentScript;
  if (!script || document.getElementById('chedai-embed')) return;
  var origin = new URL(script.src, location.href).origin;
  var label = script.getAttribute('data-label') || '车贷顾问';

  var host = document.createElement('div');
  host.id = 'chedai-embed';
  var root = host.attachShadow({ mode: 'open' });
  root.innerHTML =
    '<style>' +
    ':host{all:initial}' +
    '*{box-sizing:border-box;font-family:-apple-system,"PingFang SC","HarmonyOS Sans SC","Noto Sans SC","Noto Sans CJK SC",sans-serif}' +
    'button{min-height:44px;border:0;cursor:pointer;font-size:15px}' +
    'button:focus-visible{outline:3px solid #0e7c86;outline-offset:3px}' +
    '.launch{position:fixed;right:20px;bottom:20px;z-index:2147483000;display:flex;align-items:center;height:52px;padding:0 20px 0 12px;border-radius:26px;background:#0e7c86;color:#fff;font-weight:500;box-shadow:0 4px 16px rgba(20,32,43,.24)}' +
    '.launch svg{width:32px;height:32px;margin-right:8px}' +
    '.panel{position:fixed;right:20px;bottom:20px;z-index:2147483000;display:flex;flex-direction:column;width:420px;max-width:calc(100vw - 40px);height:720px;max-height:calc(100vh - 40px);overflow:hidden;border-radius:16px;background:#fff;box-shadow:0 8px 40px rgba(20,32,43,.28)}' +
    '.bar{display:flex;flex:none;align-items:center;justify-content:flex-end;height:44px;background:#0a5f67;color:#fff}' +
    '.bar button{width:56px;background:transparent;color:inherit;font-size:14px}' +
    '.bar button:focus-visible{outline-color:#fff;outline-offset:-4px}' +
    'iframe{flex:1;width:100%;border:0}' +
    '[hidden]{display:none}' +
    '@media (max-width:600px){.panel{top:0;right:0;bottom:0;left:0;width:auto;max-width:none;height:auto;max-height:none;border-radius:0}}' +
    '</style>' +
    '<button class="launch" type="button" aria-haspopup="dialog" aria-expanded="false">' +
    '<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"><path d="M7 19.5a9 9 0 0118 0M10 23.5h12"/><path d="M16 19.5l4.2-4.6" stroke="#f6b26b"/></svg>' +
    '<span></span></button>' +
    '<div class="panel" role="dialog" hidden><div class="bar"><button type="button">收起</button></div></div>';

  var launch = root.querySelector('.launch');
  var panel = root.querySelector('.panel');
  launch.querySelector('span').textContent = label;
  panel.setAttribute('aria-label', label);

  function open() {
    if (!panel.querySelector('iframe')) {
      var frame = document.createElement('iframe');
      frame.src = origin + '/?embedded=1';
      frame.title = label;
      panel.appendChild(frame);
    }
    panel.hidden = false;
    launch.hidden = true;
    launch.setAttribute('aria-expanded', 'true');
    panel.querySelector('button').focus();
  }
  function close() {
    panel.hidden = true;
    launch.hidden = false;
    launch.setAttribute('aria-expanded', 'false');
    launch.focus();
  }
  launch.addEventListener('click', open);
  panel.querySelector('button').addEventListener('click', close);
  root.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') close();
  });
  // Esc pressed inside the frame reaches us as a message of our own origin only.
  window.addEventListener('message', function (event) {
    if (event.origin === origin && event.data === 'chedai:close') close();
  });

  function mount() {
    document.body.appendChild(host);
    if (script.getAttribute('data-open') === 'true') open();
  }
  if (document.body) mount();
  else document.addEventListener('DOMContentLoaded', mount);
})();
