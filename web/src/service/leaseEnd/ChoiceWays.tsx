import { money } from '../parts/Figure';
import { WayFigure } from '../parts/WayFigure';
import { Ways } from '../parts/Ways';
import type { LeaseChoice } from './types';
import { wording } from './wording';

/** A renewal may be offered for several terms: each is a way of its own. */
export const keyOf = (choice: LeaseChoice): string => `${choice.choice}${choice.months ?? ''}`;

interface ChoiceWaysProps {
  choices: LeaseChoice[];
  chosen: string;
  onChoose: (key: string) => void;
}

/** Return, purchase, renewal: the same rows in the same order. */
export function ChoiceWays({ choices, chosen, onChoose }: ChoiceWaysProps) {
  return (
    <Ways
      legend={wording.choose}
      name="lease-end"
      chosen={chosen}
      onChoose={onChoose}
      ways={choices.map((choice) => ({
        key: keyOf(choice),
        name: choice.label ?? wording.names[choice.choice],
        body: (
          <WayFigure
            label={choice.monthly_payment ? wording.renewEach : wording.amount[choice.choice]}
            amount={choice.monthly_payment ?? choice.amount}
            rows={[
              choice.monthly_payment
                ? { label: wording.amount[choice.choice], value: money(choice.amount) }
                : null,
              choice.months ? { label: wording.months, value: wording.monthsOf(choice.months) } : null,
              choice.total_interest ? { label: wording.interest, value: money(choice.total_interest) } : null,
              choice.last_payment ? { label: wording.last, value: money(choice.last_payment) } : null,
            ]}
            note={choice.note}
          />
        ),
      }))}
    />
  );
}
