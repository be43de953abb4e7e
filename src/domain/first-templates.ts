import type { ReplyTemplate } from './reply-template.ts';

const template = (code: string, state: ReplyTemplate['state'], vi: string, en: string): ReplyTemplate => ({
  code,
  state,
  texts: { vi, en },
  enabled: true,
});

/** The templates that a new store begins with. */
export const firstTemplates: readonly ReplyTemplate[] = [
  template(
    'settled',
    'resolution',
    'Cảm ơn ông/bà đã phản ánh. Chúng tôi đã kiểm tra và xác nhận: [kết quả kiểm tra].\n\nChúng tôi đã xử lý như sau: [việc đã làm, ngày hoàn thành].\n\nNếu việc chưa được giải quyết đúng như trên, ông/bà có thể yêu cầu mở lại phản ánh bằng mã tra cứu đã nhận.',
    'Thank you for telling us. We have looked into the matter and found: [what was found].\n\nThis is what we have done: [what was done, and when].\n\nIf things are not as described, you can have the complaint reopened with your tracking code.',
  ),
  template(
    'explained',
    'resolution',
    'Cảm ơn ông/bà đã phản ánh. Sau khi kiểm tra, chúng tôi xin giải thích như sau: [nội dung giải thích].\n\nViệc này được quy định tại [văn bản, điều khoản]. Ông/bà có thể thực hiện tiếp bằng cách: [hướng dẫn cụ thể].\n\nNếu chưa đồng ý, ông/bà có thể yêu cầu mở lại phản ánh bằng mã tra cứu đã nhận.',
    'Thank you for telling us. Having looked into the matter, we would like to explain: [explanation].\n\nThis is laid down in [document, article]. What you can do next: [clear guidance].\n\nIf you do not agree, you can have the complaint reopened with your tracking code.',
  ),
  template(
    'extra-papers',
    'resolution',
    'Chúng tôi xin lỗi ông/bà vì đã yêu cầu giấy tờ không có trong quy định: [tên giấy tờ]. Hồ sơ của ông/bà được giải quyết mà không cần giấy tờ này, kết quả trả vào ngày [ngày].\n\nChúng tôi đã nhắc nhở và hướng dẫn lại bộ phận tiếp nhận để việc này không lặp lại.',
    'We apologise for having asked you for a document that the rules do not require: [document]. Your application will be handled without it, and the result will be ready on [day].\n\nWe have instructed our reception staff so that this does not happen again.',
  ),
  template(
    'late-file',
    'late',
    'Chúng tôi xin lỗi ông/bà vì hồ sơ [mã hồ sơ] đã quá ngày hẹn trả kết quả.\n\nLý do: [lý do]. Kết quả sẽ được trả vào ngày [ngày hẹn mới]; chúng tôi đã gửi kèm Phiếu xin lỗi và hẹn lại ngày trả kết quả theo quy định. Ông/bà không phải nộp thêm giấy tờ hay khoản tiền nào vì việc chậm trễ này.',
    'We apologise that the result for application [code] was not ready on the day we promised.\n\nThe reason: [reason]. The result will be ready on [new day]; the letter of apology with the new appointment has been sent to you as the rules require. You do not have to hand in or pay anything more because of this delay.',
  ),
  template(
    'late-answer',
    'late',
    'Chúng tôi xin lỗi ông/bà vì trả lời phản ánh này muộn hơn thời hạn quy định. Lý do: [lý do].\n\nKết quả xử lý như sau: [kết quả, ngày hoàn thành].',
    'We apologise for answering your complaint later than the rules allow. The reason: [reason].\n\nThis is the result: [result, and when].',
  ),
  template(
    'more-information',
    'question',
    'Để giải quyết phản ánh, chúng tôi cần ông/bà cho biết thêm: [nội dung cần bổ sung].\n\nÔng/bà có thể trả lời bằng mã tra cứu và mã PIN trên trang Tra cứu. Trong thời gian chờ, phản ánh được giữ nguyên; ông/bà không cần cho biết số giấy tờ tùy thân.',
    'To settle the matter we need to know: [what is missing].\n\nYou can answer on the tracking page with your tracking code and PIN. Your complaint stays open while we wait. Please do not send identity numbers.',
  ),
  template(
    'dossier-code',
    'question',
    'Để tìm đúng hồ sơ, xin ông/bà cho biết mã hồ sơ in trên giấy tiếp nhận và hẹn trả kết quả, hoặc ngày nộp và tên thủ tục.',
    'So that we can find the right application, please give us the dossier code printed on your receipt, or the day you applied and the name of the procedure.',
  ),
  template(
    'not-enough',
    'refusal',
    'Cảm ơn ông/bà đã gửi phản ánh. Chúng tôi chưa thể tiếp nhận vì nội dung chưa nêu rõ [việc, nơi, thời gian].\n\nÔng/bà có thể yêu cầu mở lại phản ánh bằng mã tra cứu và bổ sung các nội dung trên, hoặc gọi 1022 để được hỗ trợ.',
    'Thank you for writing to us. We cannot take up the matter yet because the text does not say [what, where, when].\n\nYou can have the complaint reopened with your tracking code and add this, or call 1022 for help.',
  ),
  template(
    'not-ours',
    'refusal',
    'Cảm ơn ông/bà đã gửi phản ánh. Việc này không thuộc thẩm quyền giải quyết của các cơ quan trên hệ thống. Nơi có thẩm quyền là: [tên cơ quan, địa chỉ, số điện thoại].',
    'Thank you for writing to us. This matter is not within the powers of the agencies served here. The one responsible is: [agency, address, telephone].',
  ),
  template(
    'legal-channel',
    'hand_over',
    'Nội dung ông/bà gửi là khiếu nại về một quyết định hoặc hành vi hành chính, được giải quyết theo Luật Khiếu nại, không theo quy trình phản ánh, kiến nghị.\n\nÔng/bà có thể gửi đơn khiếu nại lần đầu đến [cơ quan đã ra quyết định hoặc có hành vi], trực tiếp hoặc qua bưu điện. Thời hiệu khiếu nại là 90 ngày kể từ ngày nhận được quyết định hoặc biết được hành vi. Nơi tiếp công dân: [địa chỉ, giờ tiếp].',
    'What you sent is an appeal against an administrative decision or act. It is settled under the Law on Complaints and not as feedback.\n\nYou can send your first appeal to [the agency that decided or acted], in person or by post. The time limit is 90 days from the day you received the decision or learned of the act. Citizen reception: [address, hours].',
  ),
];
