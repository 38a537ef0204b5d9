// Output: results into a file that is whole or not there, or to standard output; and the dates of commands
// that read the books.
#include <filesystem>
#include <fstream>

#include "app/book_commands.h"

namespace crosswalk::app {

struct Output::File {
  std::string part;
  std::ofstream stream;
};

Output::Output(Session& session, std::string file) : session_(session), name_(std::move(file)) {
  if (name_.empty() || name_ == "-") return;
  file_ = std::make_unique<File>();
  file_->part = name_ + ".part";
  file_->stream.open(file_->part, std::ios::binary | std::ios::trunc);
}

Output::~Output() {
  if (!file_) return;
  file_->stream.close();
  std::error_code ignored;
  std::filesystem::remove(file_->part, ignored);
}

Result<void> Output::write(std::string_view text) {
  std::ostream& stream = file_ ? static_cast<std::ostream&>(file_->stream) : session_.out;
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream) return fail(ErrorKind::config, "it cannot be written", file_ ? name_ : "standard output");
  return {};
}

Result<void> Output::close() {
  if (!file_) {
    session_.out.flush();
    return {};
  }
  file_->stream.close();
  std::error_code refused;
  if (file_->stream) std::filesystem::rename(file_->part, name_, refused);
  if (!file_->stream || refused) return fail(ErrorKind::config, "the file cannot be written", name_);
  return {};
}

Result<flow::DateSpan> span_of(const std::string& since, const std::string& until) {
  flow::DateSpan span;
  const auto read = [](const std::string& text, const char* option, Date& date) -> Result<void> {
    if (text.empty()) return {};
    const auto parsed = Date::parse(text);
    if (!parsed)
      return fail(ErrorKind::config,
                  std::string(option) + " \"" + text + "\" is no day; write it like 2026-01-31");
    date = *parsed;
    return {};
  };
  if (auto known = read(since, "--since", span.from); !known) return known.error();
  if (auto known = read(until, "--until", span.to); !known) return known.error();
  if (span.to < span.from) return fail(ErrorKind::config, "--until " + until + " is before --since " + since);
  return span;
}

Result<flow::DateSpan> month_of(const std::string& month) {
  const auto first = Date::parse(month + "-01");
  if (!first) return fail(ErrorKind::config, "--month \"" + month + "\" is no month; write it like 2026-01");
  constexpr std::int32_t into_the_next = 31;
  const Date next = first->plus_days(into_the_next);
  return flow::DateSpan{*first, next.plus_days(-static_cast<std::int32_t>(next.day()))};
}

}  // namespace crosswalk::app
