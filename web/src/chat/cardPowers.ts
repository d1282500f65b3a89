import { createContext, useContext } from 'react';
import type { Saying } from '../api/types';
import type { CalculatorStart } from '../calculator/plan';

/** What a card may do beside being read. */
export interface CardPowers {
  say: (saying: Saying) => void;
  openCalculator: (start: CalculatorStart) => void;
  token: () => Promise<string>;
}

const refuse = () => {
  throw new Error('a card stands outside a conversation');
};

export const CardPowersContext = createContext<CardPowers>({
  say: refuse,
  openCalculator: refuse,
  token: refuse,
});

export const useCardPowers = (): CardPowers => useContext(CardPowersContext);
