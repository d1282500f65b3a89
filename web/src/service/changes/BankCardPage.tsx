import { useState } from 'react';
import { useLoaded } from '../../office/useLoaded';
import { useVersion } from '../liveness';
import { Chips } from '../parts/Chips';
import { Fetched } from '../parts/Fetched';
import { Rows } from '../parts/Rows';
import { CardForm } from './CardForm';
import { openOf } from './types';
import type { OnFile } from './types';
import { UnderWay } from './UnderWay';
import { bankCard, wording } from './wording';

/** Another card for the instalments of a contract. */
export default function BankCardPage() {
  const loaded = useLoaded<OnFile>('/api/changes', useVersion());
  const [chosen, setChosen] = useState(
    () => new URLSearchParams(window.location.search).get('contract') ?? '',
  );
  return (
    <Fetched loaded={loaded} label={wording.loading}>
      {(onFile) => {
        const open = openOf(onFile, 'bank_card');
        if (open) return <UnderWay change={open} />;
        const cards = onFile.cards;
        const card = cards.find(({ contract_no: no }) => no === chosen) ?? cards[0];
        if (!card) return <p className="panel panel--narrow">{bankCard.none}</p>;
        return (
          <section className="panel panel--narrow stack">
            {cards.length > 1 && (
              <Chips
                legend={bankCard.which}
                name="contract"
                chosen={card.contract_no}
                options={cards.map(({ contract_no: no }) => ({ value: no, label: no }))}
                onChoose={setChosen}
              />
            )}
            <Rows rows={[{ label: bankCard.now, value: bankCard.nowOf(card.bank_name, card.tail) }]} />
            <CardForm
              key={card.contract_no}
              contractNo={card.contract_no}
              idMasked={onFile.identity?.id_masked ?? ''}
            />
          </section>
        );
      }}
    </Fetched>
  );
}
