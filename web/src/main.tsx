import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { closeWithEscape } from './embedded';
import { arrive } from './wechat/arrival';
import './ui/tokens.css';
import './ui/base.css';
import './ui/sheet.css';
import './ui/forms.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
closeWithEscape();
const page = createRoot(root);
void arrive().finally(() =>
  page.render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
