// Plays the provider's page: the answer goes to the back office, the embedding page is told.
'use strict';

const { check: checkId, failed: failedToSend, noCamera } = document.body.dataset;
const said = document.getElementById('said');
const video = document.querySelector('video');
const buttons = [...document.querySelectorAll('[data-outcome]')];
let picture = null;

document.getElementById('camera').addEventListener('click', async () => {
  try {
    picture = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' } });
    video.srcObject = picture;
    video.hidden = false;
    await video.play();
  } catch {
    said.textContent = noCamera;
  }
});

function endCamera() {
  if (picture) picture.getTracks().forEach((track) => track.stop());
}

async function answer(outcome) {
  buttons.forEach((button) => { button.disabled = true; });
  said.textContent = '';
  try {
    const response = await fetch(`/sandbox/real-person/${checkId}/result`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ outcome }),
    });
    const document_ = await response.json();
    if (!response.ok) throw new Error(document_.title);
    endCamera();
    said.textContent = document_.message;
    if (window.parent !== window) {
      const message = { type: 'real-person', check_id: checkId, outcome, passed: document_.passed };
      window.parent.postMessage(message, window.location.origin);
    }
  } catch (error) {
    said.textContent = error.message || failedToSend;
    buttons.forEach((button) => { button.disabled = false; });
  }
}

buttons.forEach((button) => {
  button.addEventListener('click', () => answer(button.dataset.outcome));
});
