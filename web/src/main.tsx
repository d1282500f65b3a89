import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ChatPage } from './chat/ChatPage';
import { closeWithEscape } from './embedded';
import './ui/tokens.css';
import './ui/base.css';
import './ui/sheet.css';
import './chat/chat.css';
import './cards/card.css';
import './cards/figures.css';
import './cards/tables.css';
import './cards/lists.css';
import './cards/vehicles.css';
import './calculator/calculator.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
closeWithEscape();
createRoot(root).render(
  <StrictMode>
    <ChatPage />
  </StrictMode>,
);
