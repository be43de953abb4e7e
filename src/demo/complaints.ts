import type { DemoOpening } from '../actions/demo.ts';
import { confirm, rateHandling, reopen } from '../domain/citizen-steps.ts';
import { cityDay } from '../domain/city-day.ts';
import type { Topic } from '../domain/complaint.ts';
import { askExtension } from '../domain/extension-steps.ts';
import { accept, ask, publish, resolve } from '../domain/handling-steps.ts';
import { claim, classify, forward } from '../domain/hotline-steps.ts';
import { find } from '../domain/monitor-steps.ts';
import type { Step } from '../domain/step.ts';

type Who = DemoOpening['steps'][number]['who'];

interface Story {
  readonly hoursAgo: number;
  readonly topic: Topic;
  readonly agency: string;
  readonly procedure?: string;
  readonly content: string;
  /** What became of it, and how many hours after it arrived. */
  readonly then?: readonly (readonly [hours: number, who: Who, step: Step])[];
}

const toClass = (topic: Topic): Step =>
  classify({ class: ['attitude', 'harassment'].includes(topic) ? 'feedback_conduct' : 'feedback_policy', topic });

/** Claimed, looked at and forwarded where the rules propose, within the five minutes. */
const forwarded = (topic: Topic): NonNullable<Story['then']> => [
  [0.02, 'hotline', claim],
  [0.04, 'hotline', toClass(topic)],
  [0.06, 'hotline', forward()],
];
const day = 24;

/** Invented, like every answer of the demo; they name nobody. */
const stories = (now: Date): readonly Story[] => [
  {
    hoursAgo: 0.05,
    topic: 'late_file',
    agency: 'H79-N26740',
    procedure: '1.000894',
    content: 'Giấy hẹn trả kết quả ngày hôm qua nhưng hôm nay tôi đến vẫn chưa có, không ai báo trước cho tôi.',
  },
  {
    hoursAgo: 0.6,
    topic: 'website',
    agency: 'H79-STP',
    procedure: '2.000488',
    content: 'Nộp hồ sơ trực tuyến đến bước thanh toán thì trang báo lỗi, tôi phải làm lại ba lần.',
  },
  {
    hoursAgo: 5,
    topic: 'extra_papers',
    agency: 'H79-N26740',
    procedure: '1.001193',
    content: 'Cán bộ yêu cầu nộp thêm bản sao sổ hộ khẩu dù thủ tục niêm yết không có giấy này.',
    then: forwarded('extra_papers'),
  },
  {
    hoursAgo: 3 * day,
    topic: 'attitude',
    agency: 'H79-N27094',
    procedure: '2.000815',
    content: 'Tôi hỏi cách điền tờ khai thì được trả lời cộc lốc và bảo tự đọc bảng niêm yết.',
    then: [...forwarded('attitude'), [20, 'home_affairs', accept]],
  },
  {
    hoursAgo: 6 * day,
    topic: 'wrong_information',
    agency: 'H79-N26740',
    content: 'Được hướng dẫn nộp tại phường nhưng đến nơi lại được báo phải nộp ở nơi khác.',
    then: [
      ...forwarded('wrong_information'),
      [5, 'officer', accept],
      [6, 'officer', ask('Xin cho biết ngày đến và tên thủ tục để phường kiểm tra lại bảng hướng dẫn.')],
    ],
  },
  {
    hoursAgo: 8 * day,
    topic: 'fees',
    agency: 'H79-N26740',
    procedure: '2.000635',
    content: 'Lệ phí thu cao hơn mức ghi trên bảng niêm yết, tôi đề nghị giải thích.',
    then: [
      ...forwarded('fees'),
      [20, 'officer', accept],
      [
        3 * day,
        'officer',
        resolve(
          'Phường đã kiểm tra, khoản thu thêm là phí chuyển phát do người nộp chọn. Bảng niêm yết đã được bổ sung.',
        ),
      ],
    ],
  },
  {
    hoursAgo: 12 * day,
    topic: 'late_file',
    agency: 'H79-N26740',
    procedure: '1.000894',
    content: 'Hồ sơ quá hẹn bốn ngày mà không có thư xin lỗi hay ngày hẹn mới.',
    then: [
      ...forwarded('late_file'),
      [4, 'officer', accept],
      [2 * day, 'officer', resolve('Phường xin lỗi vì trễ hẹn. Kết quả đã sẵn sàng tại quầy số 3.')],
      [4 * day, 'resident', reopen('Tôi đến quầy nhưng kết quả ghi sai ngày sinh, phải làm lại từ đầu.')],
      [5 * day, 'officer', accept],
      [9 * day, 'officer', askExtension(3, 'Cần xác minh với nơi đăng ký trước đây.')],
    ],
  },
  {
    hoursAgo: 20 * day,
    topic: 'extra_papers',
    agency: 'H79-N26740',
    content: 'Phải photo công chứng hai lần cho cùng một giấy tờ đã có bản điện tử.',
    then: [
      ...forwarded('extra_papers'),
      [3, 'officer', accept],
      [3 * day, 'officer', resolve('Phường đã nhắc bộ phận một cửa dùng bản điện tử, không yêu cầu nộp lại.')],
      [
        4 * day,
        'officer',
        publish({
          text: 'Người dân phản ánh phải nộp bản sao chứng thực hai lần cho cùng một giấy tờ. Phường đã chỉ đạo bộ phận một cửa khai thác bản điện tử có sẵn, không yêu cầu nộp lại.',
        }),
      ],
      [5 * day, 'resident', confirm],
      [5.1 * day, 'resident', rateHandling(5)],
    ],
  },
  {
    hoursAgo: 27 * day,
    topic: 'harassment',
    agency: 'H79-N27316',
    content: 'Khi tôi nộp hồ sơ thì được gợi ý bồi dưỡng thêm để có kết quả sớm.',
    then: [
      ...forwarded('harassment'),
      [
        6 * day,
        'monitor',
        find(
          'recommendation',
          'H79-SNV',
          new Date(now.getTime() + 3 * day * 3_600_000),
          'Đề nghị Sở Nội vụ kiểm tra đột xuất bộ phận một cửa và báo cáo kết quả.',
        ),
      ],
    ],
  },
  {
    hoursAgo: 33 * day,
    topic: 'late_file',
    agency: 'H79-N26743',
    procedure: '1.000656',
    content: 'Hồ sơ trễ hẹn, gọi nhiều lần không ai trả lời.',
    then: forwarded('late_file'),
  },
];

export const demoComplaints = (now: Date, timeZone: string): readonly DemoOpening[] =>
  stories(now).map(({ hoursAgo, topic, agency, procedure, content, then = [] }, index) => {
    const after = (hours: number): Date => new Date(now.getTime() + (hours - hoursAgo) * 3_600_000);
    const receivedAt = after(0);
    return {
      opening: {
        seed: `demo ${index}`,
        input: { consent: true, content, topic, day: cityDay(receivedAt, timeZone) },
        agency,
        ...(procedure ? { procedure } : {}),
        channel: 'web',
        language: 'vi',
        receivedAt,
      },
      steps: then.map(([hours, who, step]) => ({ at: after(hours), who, step })),
    };
  });
