#include "walmart/unpack.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/date.h"
#include "walmart/page.h"
#include "walmart/recon_text.h"
#include "walmart/report_zip.h"

namespace crosswalk::walmart {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

class Unpacking {
 public:
  Unpacking(std::string_view text, std::string_view name,
            const std::function<Result<void>(const RecordView&)>& record)
      : text_(text), name_(name), record_(record) {}

  Result<void> run() {
    if (is_report()) return report();
    if (is_old_report())
      return fail(
          ErrorKind::invalid,
          "this is a settlement report of the old kind, which lacks fees and does not add up to what was "
          "paid; download it with reportVersion=v1",
          name_);
    std::size_t at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    bool any = false;
    for (;;) {
      while (at < text_.size() && is_blank(text_[at])) ++at;
      if (at == text_.size()) break;
      const std::size_t end = end_of_json(text_, at);
      if (end == std::string_view::npos) return broken(at, "the JSON that begins here does not end");
      if (auto done = value(at, end); !done) return done;
      any = true;
      at = end;
    }
    if (!any) return broken(0, "the file is empty");
    return {};
  }

 private:
  Error broken(std::size_t at, std::string what) const {
    const auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    return fail(ErrorKind::invalid, std::move(what), name_ + ":" + std::to_string(line));
  }

  bool is_report() const {
    if (looks_like_zip(text_)) return true;
    std::string_view head = text_.substr(0, 4096);
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    head = without_blanks(head);
    if (head.starts_with('{')) return head.find("\"reportData\"") < head.find("OrderId\"");
    head = head.substr(0, head.find('\n'));
    return head.find("Transaction Type") != std::string_view::npos &&
           head.find("Amount Type") != std::string_view::npos;
  }

  // 67 wide columns (walmart.md §4.2).
  bool is_old_report() const {
    const std::string_view head = text_.substr(0, std::min<std::size_t>(text_.find('\n'), 4096));
    return head.find("Walmart.com PO #") != std::string_view::npos &&
           head.find("Transaction Type") != std::string_view::npos;
  }

  Result<void> report() {
    const auto date = date_in_name();
    if (!date)
      return fail(
          ErrorKind::invalid,
          "this is a settlement report, but its file's name does not say the day that Walmart lists it "
          "under; call it settlement-2026-02-06.zip, say",
          name_);
    std::string id = date->text();
    return record_({RecordKind::settlement, id, text_});
  }

  // "2026-02-06" or "02062026" among what is no digit. Walmart's own name of a download holds the second in
  // which it was made, which is no report's day.
  std::optional<Date> date_in_name() const {
    std::string_view file = name_;
    if (const auto slash = file.find_last_of('/'); slash != std::string_view::npos)
      file.remove_prefix(slash + 1);
    const auto is_digit = [&](std::size_t at) {
      return at < file.size() && file[at] >= '0' && file[at] <= '9';
    };
    for (std::size_t at = 0; at < file.size(); ++at) {
      if (!is_digit(at) || (at > 0 && is_digit(at - 1))) continue;
      const std::string_view rest = file.substr(at);
      if (const auto plain = Date::parse(rest.substr(0, 10)); plain && !is_digit(at + 10))
        return rest.substr(10).starts_with('T') ? std::nullopt : std::optional(*plain);
      if (rest.size() < 8 || is_digit(at + 8)) continue;
      const std::string turned = std::string(rest.substr(4, 4)) + "-" + std::string(rest.substr(0, 2)) + "-" +
                                 std::string(rest.substr(2, 2));
      if (const auto month_first = Date::parse(turned)) return *month_first;
    }
    return std::nullopt;
  }

  Result<void> value(std::size_t at, std::size_t end) {
    if (text_[at] == '[') return elements(at + 1, end - 1);
    const std::string_view object = text_.substr(at, end - at);
    const auto shape = shape_of(object);
    if (!shape) return broken(at, shape.error().message);
    switch (*shape) {
      case Shape::list:
        return hand_over(at, RecordKind::order, split_list(object));
      case Shape::returns:
        return hand_over(at, RecordKind::return_order, split_returns(object));
      case Shape::envelope: {
        const auto order = split_order(object);
        if (!order) return broken(at, order.error().message);
        return hand_over(RecordKind::order, *order);
      }
      case Shape::order:
        return hand_over(RecordKind::order, identified(object));
      case Shape::return_order:
        return hand_over(RecordKind::return_order, identified_return(object));
      case Shape::other:
        break;
    }
    return broken(at,
                  "this is neither an order (purchaseOrderId), a return (returnOrderId), nor a list of them");
  }

  Result<void> elements(std::size_t at, std::size_t end) {
    for (;;) {
      while (at < end && (is_blank(text_[at]) || text_[at] == ',')) ++at;
      if (at >= end) return {};
      const std::size_t close = end_of_json(text_, at);
      if (close == std::string_view::npos || close > end)
        return broken(at, "an order or a return is expected in this list");
      if (auto done = value(at, close); !done) return done;
      at = close;
    }
  }

  Result<void> hand_over(std::size_t at, RecordKind kind, const Result<ListPage>& page) {
    if (!page) return broken(at, page.error().message);
    for (const auto& text : page->records)
      if (auto done = hand_over(kind, text); !done) return done;
    return {};
  }

  Result<void> hand_over(RecordKind kind, const RecordText& text) {
    return record_({kind, text.id, text.body});
  }

  std::string_view text_;
  std::string name_;
  const std::function<Result<void>(const RecordView&)>& record_;
};

}  // namespace

Result<void> unpack_records(std::string_view text, std::string_view name,
                            const std::function<Result<void>(const RecordView&)>& record) {
  return Unpacking(text, name, record).run();
}

}  // namespace crosswalk::walmart
