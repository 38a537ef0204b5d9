#include "walmart/recon_tally.h"

#include <string>
#include <vector>

#include "base/json_tree.h"
#include "walmart/report_zip.h"

namespace crosswalk::walmart {
namespace {

Error unfit(const std::string& why) {
  return fail(ErrorKind::invalid, "the report cannot be added up: " + why);
}

// Letters and digits only, in lower case: "Amount Type" → "amounttype".
std::string letters_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  }
  return out;
}

// Cents and less in millionths; false when the text is no plain number.
bool millionths(std::string_view text, std::int64_t& out) {
  constexpr std::int64_t most = 9'000'000'000'000'000;
  std::int64_t value = 0;
  int places = -1;
  bool negative = false;
  bool any = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (c == '-' && !any && !negative) {
      negative = true;
    } else if (c == '.' && places < 0) {
      places = 0;
    } else if (c >= '0' && c <= '9') {
      if (places == 6 ? c != '0' : value > most / 10) return false;
      if (places < 6) value = value * 10 + (c - '0');
      if (places >= 0 && places < 6) ++places;
      any = true;
    } else {
      return false;
    }
  }
  for (int i = places < 0 ? 0 : places; i < 6; ++i) {
    if (value > most / 10) return false;
    value *= 10;
  }
  out = negative ? -value : value;
  return any;
}

class Adding {
 public:
  explicit Adding(Currency usual) : currency_(usual) {}

  // One row: its three telling cells, and the currency, which the summary says.
  Result<void> row(std::string_view type, std::string_view amount_type, std::string_view amount,
                   std::string_view currency) {
    const std::string kind = letters_of(type);
    if (kind == "paymentsummary") {
      const auto named = Currency::parse(currency);
      if (named) currency_ = *named;
      return {};
    }
    const std::string digits = letters_of(amount);
    if (digits.empty()) return {};
    std::int64_t number = 0;
    if (!millionths(amount, number)) return unfit("\"" + std::string(amount) + "\" is no plain amount");
    const std::string what = letters_of(amount_type);
    const bool of_order = kind == "sale" || kind == "refund";
    const bool tax = of_order && (what == "producttax" || what == "shippingtax" || what == "othertaxfees");
    std::int64_t& sum = tax ? taxes_ : charges_;
    if (__builtin_add_overflow(sum, number, &sum)) return unfit("its sum is too large");
    ++amounts_;
    return {};
  }

  Tally tally() const {
    return {{Decimal::from_units(charges_), currency_}, {Decimal::from_units(taxes_), currency_}, amounts_};
  }

 private:
  Currency currency_;
  std::int64_t charges_ = 0;
  std::int64_t taxes_ = 0;
  int amounts_ = 0;
};

// One character at a time; only the cells that count are kept.
class CsvWalk {
 public:
  explicit CsvWalk(Adding& adding) : adding_(adding) {}

  Result<void> feed(std::string_view piece) {
    for (const char c : piece)
      if (auto done = take(c); !done) return done;
    return {};
  }
  Result<void> finish() {
    if (state_ == State::quoted) return unfit("a quoted field is never closed");
    return any_ ? end_of_row() : Result<void>();
  }

 private:
  enum class State { begin, plain, quoted, closing };

  Result<void> take(char c) {
    if (state_ == State::quoted) {
      if (c == '"')
        state_ = State::closing;
      else
        cell_ += c;
      return {};
    }
    if (c == '\n') return end_of_row();
    if (c == '\r') return {};
    any_ = true;
    if (c == ',') {
      end_of_cell();
      return {};
    }
    if (c == '"' && state_ != State::plain) {
      if (state_ == State::closing) cell_ += c;
      state_ = State::quoted;
      return {};
    }
    state_ = State::plain;
    cell_ += c;
    return {};
  }

  void end_of_cell() {
    if (heading_)
      head_.push_back(letters_of(cell_));
    else if (column_ < head_.size())
      keep(head_[column_]);
    ++column_;
    cell_.clear();
    state_ = State::begin;
  }

  void keep(const std::string& name) {
    if (name == "transactiontype") type_ = cell_;
    if (name == "amounttype") amount_type_ = cell_;
    if (name == "amount") amount_ = cell_;
    if (name == "currency") currency_ = cell_;
  }

  Result<void> end_of_row() {
    if (!any_) return {};
    end_of_cell();
    any_ = false;
    column_ = 0;
    if (heading_) {
      heading_ = false;
      return {};
    }
    auto done = adding_.row(type_, amount_type_, amount_, currency_);
    for (auto* cell : {&type_, &amount_type_, &amount_, &currency_}) cell->clear();
    return done;
  }

  Adding& adding_;
  State state_ = State::begin;
  std::vector<std::string> head_;
  bool heading_ = true;
  bool any_ = false;
  std::size_t column_ = 0;
  std::string cell_;
  std::string type_;
  std::string amount_type_;
  std::string amount_;
  std::string currency_;
};

Result<void> add_page(const Json& page, Adding& adding) {
  const auto rows = page.is_object() ? page.find("reportData") : page.end();
  if (rows == page.end() || !rows->is_array()) return unfit("a page has no reportData");
  for (const auto& row : *rows)
    if (auto done = adding.row(text_in(row, "Transaction Type"), text_in(row, "Amount Type"),
                               text_in(row, "Amount"), text_in(row, "Currency"));
        !done)
      return done;
  return {};
}

// The pages stand one after another: each ends where its braces are even.
Result<void> add_pages(std::string_view body, Adding& adding) {
  std::size_t begin = 0;
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
      continue;
    }
    if (c == '"') in_text = true;
    if (c == '{' && depth++ == 0) begin = i;
    if (c != '}' || --depth != 0) continue;
    const auto page = parse_json(body.substr(begin, i + 1 - begin), "a page of the report");
    if (!page) return unfit(page.error().message);
    if (auto done = add_page(*page, adding); !done) return done;
  }
  return depth == 0 && !in_text ? Result<void>() : unfit("its JSON does not end");
}

}  // namespace

Result<Tally> tally_recon(std::string_view body, Currency usual) {
  Adding adding(usual);
  CsvWalk walk(adding);
  Result<void> done;
  if (looks_like_zip(body))
    done = unzip(body, [&](std::string_view piece) { return walk.feed(piece); });
  else if (body.substr(0, 64).find_first_not_of(" \r\n\t") == body.substr(0, 64).find('{'))
    done = add_pages(body, adding);
  else
    done = walk.feed(body);
  if (done) done = walk.finish();
  if (!done) return done.error();
  return adding.tally();
}

}  // namespace crosswalk::walmart
