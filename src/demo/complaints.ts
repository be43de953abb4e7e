import type { Opening } from '../actions/complaints.ts';
import { cityDay } from '../domain/city-day.ts';
import type { Topic } from '../domain/complaint.ts';

interface Story {
  readonly hoursAgo: number;
  readonly topic: Topic;
  readonly agency: string;
  readonly procedure?: string;
  readonly content: string;
}

/** Invented, like every answer of the demo; they accuse nobody and name nobody. */
const stories: readonly Story[] = [
  {
    hoursAgo: 2,
    topic: 'late_file',
    agency: 'H79-N26740',
    procedure: '1.000894',
    content: 'Giấy hẹn trả kết quả ngày hôm qua nhưng hôm nay tôi đến vẫn chưa có, không ai báo trước cho tôi.',
  },
  {
    hoursAgo: 5,
    topic: 'extra_papers',
    agency: 'H79-N26740',
    procedure: '1.001193',
    content: 'Cán bộ yêu cầu nộp thêm bản sao sổ hộ khẩu dù thủ tục niêm yết không có giấy này.',
  },
  {
    hoursAgo: 9,
    topic: 'attitude',
    agency: 'H79-N27094',
    procedure: '2.000815',
    content: 'Tôi hỏi cách điền tờ khai thì được trả lời cộc lốc và bảo tự đọc bảng niêm yết.',
  },
  {
    hoursAgo: 26,
    topic: 'website',
    agency: 'H79-STP',
    procedure: '2.000488',
    content: 'Nộp hồ sơ trực tuyến đến bước thanh toán thì trang báo lỗi, tôi phải làm lại ba lần.',
  },
  {
    hoursAgo: 30,
    topic: 'wrong_information',
    agency: 'H79-N26743',
    content: 'Tổng đài hướng dẫn nộp tại phường nhưng đến nơi lại được báo phải nộp ở nơi khác.',
  },
  {
    hoursAgo: 51,
    topic: 'fees',
    agency: 'H79-N27316',
    procedure: '2.000635',
    content: 'Lệ phí thu cao hơn mức ghi trên bảng niêm yết, tôi đề nghị giải thích.',
  },
];

export const demoComplaints = (now: Date, timeZone: string): readonly Opening[] =>
  stories.map(({ hoursAgo, topic, agency, procedure, content }, index) => {
    const receivedAt = new Date(now.getTime() - hoursAgo * 3_600_000);
    return {
      seed: `demo ${index}`,
      input: { consent: true, content, topic },
      agency,
      ...(procedure ? { procedure } : {}),
      day: cityDay(receivedAt, timeZone),
      channel: 'web',
      language: 'vi',
      receivedAt,
    };
  });
