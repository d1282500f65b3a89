import { ChatPage } from './ChatPage';
import './chat.css';
import '../cards/card.css';
import '../cards/figures.css';
import '../cards/tables.css';
import '../cards/lists.css';
import '../cards/vehicles.css';
import '../cards/timeline.css';
import '../calculator/calculator.css';

/** The talk with everything it wears. */
export default ChatPage;
