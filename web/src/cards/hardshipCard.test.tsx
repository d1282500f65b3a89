import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HardshipCard } from './HardshipCard';

(globalThis as Record<string, unknown>).IS_REACT_ACT_ENVIRONMENT = true;

let host: HTMLElement;
const capitalise = {
  kind: 'capitalise',
  new_payment: '1525.40',
  extra_interest: '882.49',
  until: '2030-11-16',
};

function draw(data: object) {
  const card = {
    name: 'hardship_options',
    title: '可以缓一缓的办法',
    text: '办法',
    data: { contract_no: 'C1', options: [], eligible: true, reasons: [], ...data },
  };
  act(() => createRoot(host).render(<HardshipCard card={card} />));
}

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
});
afterEach(() => host.remove());

it('tells of each way what is paid, what it costs and until when', () => {
  draw({ options: [capitalise, { kind: 'person' }], decide_by: '2026-11-24' });
  const ways = Array.from(host.querySelectorAll('li')).map((line) => line.textContent);
  expect(ways[0]).toContain('1,525.40 元');
  expect(ways[0]).toContain('882.49 元');
  expect(ways[1]).toBe('请人商量');
  expect(host.textContent).toContain('不是减免');
  expect(host.textContent).toContain('审核期间不催收');
});

it('says why there is none', () => {
  draw({ eligible: false, reasons: ['逾期时间较长'] });
  expect(host.textContent).toContain('逾期时间较长');
});
