import type { Language } from '../domain/language.ts';
import type { Level } from '../domain/questionnaire.ts';
import { oneOf, type Random } from './random.ts';
import type { DemoReason } from './reason.ts';

const praise: Readonly<Record<Language, readonly string[]>> = {
  vi: [
    'Cán bộ hướng dẫn nhiệt tình, rõ ràng.',
    'Thủ tục nhanh gọn, không phải chờ lâu.',
    'Trả kết quả đúng hẹn.',
    'Trả kết quả sớm hơn ngày hẹn, xin cảm ơn.',
    'Nhân viên tiếp dân lịch sự, vui vẻ.',
    'Hướng dẫn một lần là làm được ngay.',
    'Nơi ngồi chờ sạch sẽ, có nước uống và quạt mát.',
    'Lấy số thứ tự nên rất trật tự, công bằng.',
    'Người lớn tuổi như tôi được hỗ trợ điền tờ khai tận tình.',
    'Bảng niêm yết rõ ràng, dễ tìm đúng quầy.',
    'So với mấy năm trước thì tiến bộ hơn nhiều.',
    'Có tin nhắn báo khi hồ sơ xong, rất tiện.',
  ],
  en: [
    'Quick and friendly service.',
    'The result was ready on the promised day.',
    'Clear instructions, thank you.',
    'The staff explained everything patiently.',
  ],
};

const praiseOfOnline: readonly string[] = [
  'Nộp hồ sơ qua mạng rất tiện, không phải nghỉ làm.',
  'Theo dõi được hồ sơ đang ở bước nào, rất yên tâm.',
  'Thanh toán lệ phí trực tuyến nhanh, có biên lai ngay.',
  'Nộp trực tuyến buổi tối, sáng hôm sau đã được tiếp nhận.',
];

const neutral: Readonly<Record<Language, readonly string[]>> = {
  vi: [
    'Bình thường, không có gì đặc biệt.',
    'Được việc nhưng còn phải chờ hơi lâu.',
    'Nên bố trí thêm quầy vào đầu giờ sáng.',
    'Cần thêm chỗ để xe cho người dân.',
    'Mong có thêm mẫu tờ khai điền sẵn để tham khảo.',
  ],
  en: ['It was fine, but the waiting time could be shorter.', 'More forms in English would help.'],
};

const blame: Readonly<Record<DemoReason, readonly string[]>> = {
  late: [
    'Hồ sơ trễ hẹn hơn một tuần, không có thư xin lỗi.',
    'Đến ngày hẹn vẫn chưa có kết quả, phải đi lại hai lần.',
    'Chờ cả buổi sáng mới đến lượt.',
    'Gọi hỏi thì chỉ nói là đang giải quyết, không cho biết ngày trả.',
  ],
  extra_papers: [
    'Yêu cầu thêm giấy tờ ngoài danh mục niêm yết.',
    'Phải bổ sung hồ sơ ba lần, mỗi lần một loại giấy khác nhau.',
    'Đã có dữ liệu dân cư mà vẫn bắt nộp bản sao giấy tờ tùy thân.',
    'Mỗi cán bộ yêu cầu một kiểu giấy tờ.',
  ],
  attitude: [
    'Thái độ tiếp dân chưa tốt, trả lời cộc lốc.',
    'Cán bộ vừa tiếp dân vừa dùng điện thoại riêng.',
    'Hỏi thì tỏ ra khó chịu, không giải thích.',
  ],
  harassment: [
    'Gây khó dễ, phải nhờ người quen mới xong.',
    'Gợi ý bồi dưỡng thêm thì hồ sơ mới nhanh.',
    'Hồ sơ đã đủ mà cứ tìm cớ trả lại.',
  ],
  wrong_information: [
    'Hướng dẫn trên mạng một đằng, tại quầy nói một nẻo.',
    'Hướng dẫn không rõ nên tôi nộp nhầm mẫu.',
    'Không ai chỉ đúng quầy, đi lòng vòng mất thời gian.',
    'Thông tin về thời hạn giải quyết đã cũ.',
  ],
  fees: [
    'Thu lệ phí nhưng không giải thích từng khoản.',
    'Lệ phí khác với mức niêm yết trên trang web.',
    'Phải trả thêm tiền sao chụp tại chỗ, giá cao.',
  ],
  website: [
    'Trang web hay bị lỗi, không nộp được hồ sơ.',
    'Đăng nhập nhiều lần không được, mã xác thực gửi rất chậm.',
    'Tải tệp lên cứ báo lỗi, cuối cùng phải ra nộp trực tiếp.',
    'Nộp trực tuyến rồi vẫn phải mang bản giấy ra quầy.',
  ],
  other: [
    'Bãi giữ xe xa và không có mái che.',
    'Máy lấy số hỏng, mọi người chen nhau.',
    'Phòng chờ nóng, thiếu ghế ngồi.',
  ],
};

const blameInEnglish: Readonly<Record<DemoReason, string>> = {
  late: 'The result came more than a week late, and nobody told me.',
  extra_papers: 'I was asked for papers that are not on the published list.',
  attitude: 'The officer was impatient and did not explain.',
  harassment: 'My file was complete, yet it was sent back again and again.',
  wrong_information: 'The website and the counter told me different things.',
  fees: 'The fee was not the one on the website.',
  website: 'The website failed every time I uploaded a file.',
  other: 'There were not enough seats in the waiting room.',
};

/** What somebody with this score might write; `reason` is what a low score is blamed on. Nobody is named. */
export function commentOn(
  random: Random,
  score: Level,
  language: Language,
  online: boolean,
  reason?: DemoReason,
): string {
  if (reason) return language === 'en' ? blameInEnglish[reason] : oneOf(random, blame[reason]);
  if (score <= 3) return oneOf(random, neutral[language]);
  const liked = online && language === 'vi' && random() < 0.5 ? praiseOfOnline : praise[language];
  return oneOf(random, liked);
}
