#include "walmart/unpack.h"

#include <algorithm>
#include <string>

#include "walmart/page.h"

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
    std::size_t at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    bool any = false;
    for (;;) {
      while (at < text_.size() && is_blank(text_[at])) ++at;
      if (at == text_.size()) break;
      const std::size_t end = end_of_value(at);
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

  // Behind the bracket that closes the one at `at`; npos when there is none.
  std::size_t end_of_value(std::size_t at) const {
    if (text_[at] != '{' && text_[at] != '[') return std::string_view::npos;
    int depth = 0;
    for (; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '"') {
        for (++at; at < text_.size() && text_[at] != '"'; ++at)
          if (text_[at] == '\\') ++at;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return at + 1;
      }
    }
    return std::string_view::npos;
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
      const std::size_t close = end_of_value(at);
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
