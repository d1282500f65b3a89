import type { ComponentType } from 'react';
import type { Card } from '../contract/cards';
import { AppointmentCard } from './AppointmentCard';
import { CashOrLoanCard } from './CashOrLoanCard';
import { ComparisonCard } from './ComparisonCard';
import { ConfirmCard } from './ConfirmCard';
import { ConsentsCard } from './ConsentsCard';
import { ContractCard } from './ContractCard';
import { DealersCard } from './DealersCard';
import { DocumentsCard } from './DocumentsCard';
import { ExtensionOptionsCard } from './ExtensionOptionsCard';
import { HandoffCard } from './HandoffCard';
import { HardshipCard } from './HardshipCard';
import { LeaseEndCard } from './LeaseEndCard';
import { NeedsCard } from './NeedsCard';
import { OfferCard } from './OfferCard';
import { PaymentsCard } from './PaymentsCard';
import { PrepaymentQuoteCard } from './PrepaymentQuoteCard';
import { ProcessCard } from './ProcessCard';
import { QuoteCard } from './QuoteCard';
import { ReceiptCard } from './ReceiptCard';
import { RecommendationCard } from './RecommendationCard';
import { RemindersCard } from './RemindersCard';
import { ScheduleCard } from './ScheduleCard';
import { SettlementQuoteCard } from './SettlementQuoteCard';
import { SignCard } from './SignCard';
import { TermCard } from './TermCard';
import { TimelineCard } from './TimelineCard';
import { UploadCard } from './UploadCard';
import { VehiclesCard } from './VehiclesCard';
import { VerifyCard } from './VerifyCard';

interface Drawing {
  draw: ComponentType<{ card: Card }>;
  /** Takes the whole column. */
  wide?: boolean;
  /** Draws the card's actions itself. */
  ownActions?: boolean;
}

/** How each card is drawn, by its name. A card that is not here is shown as its text. */
export const drawings: Record<string, Drawing> = {
  appointment: { draw: AppointmentCard },
  cash_or_loan: { draw: CashOrLoanCard },
  comparison: { draw: ComparisonCard, wide: true },
  confirm: { draw: ConfirmCard, ownActions: true },
  consents: { draw: ConsentsCard, ownActions: true },
  contract: { draw: ContractCard },
  dealers: { draw: DealersCard },
  documents: { draw: DocumentsCard },
  extension_options: { draw: ExtensionOptionsCard },
  handoff: { draw: HandoffCard },
  hardship_options: { draw: HardshipCard },
  lease_end: { draw: LeaseEndCard },
  needs: { draw: NeedsCard, ownActions: true },
  offer: { draw: OfferCard, ownActions: true },
  payments: { draw: PaymentsCard },
  prepayment_quote: { draw: PrepaymentQuoteCard },
  process: { draw: ProcessCard },
  quote: { draw: QuoteCard },
  receipt: { draw: ReceiptCard },
  recommendation: { draw: RecommendationCard, wide: true, ownActions: true },
  reminders: { draw: RemindersCard },
  schedule: { draw: ScheduleCard },
  settlement_quote: { draw: SettlementQuoteCard },
  sign: { draw: SignCard },
  term: { draw: TermCard },
  timeline: { draw: TimelineCard },
  upload: { draw: UploadCard },
  vehicles: { draw: VehiclesCard, wide: true },
  verify: { draw: VerifyCard },
};
