import type { Card, Verify } from '../contract/cards';
import { Icon } from '../ui/Icon';
import type { IconName } from '../ui/Icon';
import { CardLink } from './CardLink';

const KINDS: Record<Verify['kind'], { icon: IconName; words: string; go: string }> = {
  otp: { icon: 'phoneDevice', words: '用手机验证码确认是您本人，约 1 分钟。', go: '去登录' },
  real_person: { icon: 'shield', words: '拍身份证、对着镜头几秒钟，约 3 分钟；不想刷脸可以改人工视频。', go: '去核验' },
  four_factor: { icon: 'card', words: '核对姓名、身份证号、卡号、预留手机号，约 1 分钟。', go: '去核对' },
};

/** A check that belongs on a page of its own, never into the talk. */
export function VerifyCard({ card }: { card: Card }) {
  const { kind, url } = card.data as unknown as Verify;
  const { icon, words, go } = KINDS[kind];
  return (
    <>
      <p className="page-line">
        <Icon name={icon} />
        <span>{words}</span>
      </p>
      {!card.actions?.length && <CardLink url={url} words={go} />}
    </>
  );
}
