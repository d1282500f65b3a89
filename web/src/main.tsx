import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { closeWithEscape } from './embedded';
import './ui/tokens.css';
import './ui/base.css';
import './ui/sheet.css';
import './ui/forms.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
closeWithEscape();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
