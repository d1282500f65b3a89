import type { Card, Documents } from '../contract/cards';
import { Icon } from '../ui/Icon';
import type { NamedDocument } from './extras';

const STATUS: Record<NamedDocument['status'], string> = {
  missing: '待准备',
  uploaded: '已上传',
  checking: '核对中',
  accepted: '已通过',
  rejected: '要重传',
};

const NAMES: Record<string, string> = {
  id_card: '身份证',
  driving_licence: '驾驶证',
  income_proof: '收入证明',
  bank_statement: '银行流水',
  tax_record: '个税纳税记录',
  social_insurance_record: '社保公积金缴费记录',
  residence_proof: '居住证明',
  marriage_certificate: '结婚证',
  vehicle_invoice: '购车发票',
  insurance_policy: '保险单',
  business_licence: '营业执照',
  tax_certificate: '完税证明',
  financial_statements: '财务报表',
  articles_of_association: '公司章程',
  shareholder_resolution: '股东会决议',
  bank_card: '银行卡',
};

/** The papers: which, whether they are a must, how each stands, and what to do about a problem. */
export function DocumentsCard({ card }: { card: Card }) {
  const items = (card.data as unknown as Documents).items as NamedDocument[];
  return (
    <ul className="list">
      {items.map((item) => (
        <li key={item.document} className="list__item">
          <Icon name="paper" />
          <div className="list__main">
            <p className="list__title">
              {item.label ?? item.title ?? NAMES[item.document] ?? item.document}
              <span className="small soft"> {need(item.required)}</span>
            </p>
            {item.problem && <p className="list__problem">{item.problem}</p>}
            {item.fix && <p className="small soft">{item.fix}</p>}
          </div>
          <span className={`status status--${item.status}`}>{item.status_zh ?? STATUS[item.status]}</span>
        </li>
      ))}
    </ul>
  );
}

function need(required: boolean | string): string {
  if (typeof required === 'string') return required;
  return required ? '必备' : '按情况';
}
