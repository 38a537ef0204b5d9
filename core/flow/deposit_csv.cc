#include "flow/deposit_csv.h"

#include <algorithm>
#include <array>

#include "base/csv.h"

namespace crosswalk::flow {
namespace {

enum Column : std::size_t { date, amount, currency, reference };
constexpr std::array<std::string_view, 4> names = {"date", "amount", "currency", "reference"};

class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {}

  Result<void> row(const CsvRow& row) {
    const std::string where = std::string(file_) + ":" + std::to_string(row.line);
    if (!has_head_) return head(row, where);
    std::array<std::string, names.size()> fields;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (places_[i] < row.fields.size()) fields[i] = row.fields[places_[i]];
    const auto day = Date::parse(fields[date]);
    if (!day) return fail(ErrorKind::invalid, day.error().message, where);
    const auto money = Decimal::parse(fields[amount]);
    if (!money) return fail(ErrorKind::invalid, money.error().message, where);
    const auto code = Currency::parse(fields[currency]);
    if (!code) return fail(ErrorKind::invalid, code.error().message, where);
    deposits.push_back({*day, {*money, *code}, fields[reference]});
    return {};
  }

  std::vector<store::Deposit> deposits;

 private:
  Result<void> head(const CsvRow& row, const std::string& where) {
    has_head_ = true;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto found = std::find(row.fields.begin(), row.fields.end(), names[i]);
      if (found == row.fields.end())
        return fail(ErrorKind::invalid,
                    "the head line has no column \"" + std::string(names[i]) +
                        "\"; it must name date, amount, currency and reference",
                    where);
      places_[i] = static_cast<std::size_t>(found - row.fields.begin());
    }
    return {};
  }

  std::string_view file_;
  bool has_head_ = false;
  std::array<std::size_t, names.size()> places_{};
};

}  // namespace

Result<std::vector<store::Deposit>> read_deposits(std::string_view text, std::string_view file) {
  Reader reader(file);
  if (auto read = read_csv(text, file, [&](const CsvRow& row) { return reader.row(row); }); !read)
    return read.error();
  return std::move(reader.deposits);
}

}  // namespace crosswalk::flow
