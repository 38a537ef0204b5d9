#include "app/tested.h"

#include <algorithm>
#include <string_view>

#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

constexpr std::size_t most_places = 5;

std::string seconds(Millis took) {
  return Decimal::from_units(took.count() * 1000).text(2) + " s";
}

// "12,345.67"
std::string grouped(Decimal amount) {
  const std::string text = amount.text(2);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i < point && (point - i) % 3 == 0) out += ',';
    out += text[i];
  }
  return out;
}

// Every line of `text` set in.
std::string set_in(const std::string& text) {
  std::string out = "    ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out + "\n";
}

std::string file_line(const rules::FileCoverage& file) {
  std::string text;
  if (!file.rows.empty()) {
    const auto rows = rules::share_of(file.rows);
    text = std::to_string(rows.part) + " of " + std::to_string(rows.whole) + " rows";
    if (rows.part < rows.whole) text += ", missed rows at " + rules::missed(file.rows);
  }
  if (!file.lines.empty()) {
    const auto lines = rules::share_of(file.lines);
    text += (text.empty() ? "lines " : "; lines ") + lines.text();
    if (lines.part < lines.whole) text += ", missed " + rules::missed(file.lines);
  }
  return text;
}

void print_coverage(Session& session, Tested& tested) {
  if (tested.report.coverage == nullptr) return;
  for (const auto& file : tested.report.coverage->files())
    if (!file.rows.empty() || !file.lines.empty())
      session.out << file.file << ": " << file_line(file) << "\n";
  session.out << coverage_sentence(tested) << "\n";
  if (!tested.money || tested.money->places.empty()) return;
  session.out << "the most money went through what no test uses:\n";
  for (std::size_t i = 0; i < std::min(most_places, tested.money->places.size()); ++i) {
    const auto& place = tested.money->places[i];
    session.out << "    " << place.where << "  " << grouped(place.money.amount) << " "
                << place.money.currency.code() << " in " << place.lines
                << (place.lines == 1 ? " line\n" : " lines\n");
  }
}

template <class Used>
Json used_json(const Used& used) {
  const auto share = rules::share_of(used);
  return {{"all", share.whole}, {"covered", share.part}, {"missed", rules::missed(used)}};
}

// In per cent, as text, because numbers with a fraction are.
std::string per_cent(const rules::Share& share) {
  return Decimal::from_units(share.tenths() * 100'000).text(1);
}

Json coverage_json(Tested& tested) {
  Json files = Json::array();
  for (const auto& file : tested.report.coverage->files())
    files.push_back({{"file", file.file}, {"rows", used_json(file.rows)}, {"lines", used_json(file.lines)}});
  return {{"percent", per_cent(tested.report.coverage->total())}, {"files", files}};
}

Json money_json(const Tested& tested) {
  const auto& money = *tested.money;
  Json sums = Json::object();
  for (const auto& sum : money.money)
    sums[std::string(sum.currency.code())] = {{"covered", Decimal::from_units(sum.covered).text(2)},
                                              {"all", Decimal::from_units(sum.all).text(2)}};
  Json places = Json::array();
  for (const auto& place : money.places)
    places.push_back({{"where", place.where},
                      {"amount", place.money.amount.text(2)},
                      {"currency", place.money.currency.code()},
                      {"lines", place.lines}});
  return {{"since", tested.history},       {"percent", per_cent(money.share())},
          {"records", money.records},      {"left_out", money.left_out},
          {"lines", money.lines},          {"money", sums},
          {"uncovered", std::move(places)}};
}

}  // namespace

std::string coverage_sentence(Tested& tested) {
  std::string text =
      "tests cover " + tested.report.coverage->total().text() + " of the lines and rows of " + tested.shown;
  if (!tested.money) return text;
  const auto& money = *tested.money;
  if (money.money.empty())
    return text + "; no money was received since " + tested.history + " that the rules would book";
  text += ", " + money.share().text() + " of the money since " + tested.history + " (";
  for (const auto& sum : money.money)
    text += (&sum == &money.money.front() ? "" : "; ") + grouped(Decimal::from_units(sum.covered)) + " of " +
            grouped(Decimal::from_units(sum.all)) + " " + std::string(sum.currency.code());
  text += ")";
  if (money.left_out > 0)
    text += "; " + std::to_string(money.left_out) + " of " + std::to_string(money.records) +
            " records are held or skipped and left out";
  return text;
}

void print_tested(Session& session, Tested& tested) {
  const auto& report = tested.report;
  for (const auto& result : report.results) {
    if (result.passed) continue;
    session.out << "FAIL " << result.name << " (" << result.where << ")\n" << set_in(result.message);
  }
  for (const auto& result : report.results)
    if (result.pending) session.out << "pending " << result.name << " (" << result.where << ")\n";
  for (const auto& name : report.blessed) session.out << "wrote " << tested.shown << name << "\n";
  for (const auto& name : report.unused) session.out << "no test uses " << tested.shown << name << "\n";
  print_coverage(session, tested);
  const int failures = report.failures();
  const int pending = report.pending();
  session.out << static_cast<int>(report.results.size()) - failures - pending << " passed, " << failures
              << " failed";
  if (pending > 0) session.out << ", " << pending << " pending";
  session.out << " in " << seconds(tested.took) << "\n";
}

Json tested_json(Tested& tested) {
  const auto& report = tested.report;
  Json tests = Json::array();
  for (const auto& result : report.results)
    tests.push_back({{"name", result.name},
                     {"file", result.file},
                     {"where", result.where},
                     {"passed", result.passed},
                     {"pending", result.pending},
                     {"microseconds", result.took.count()},
                     {"message", result.message}});
  const int failures = report.failures();
  const int pending = report.pending();
  Json json = {{"version", report.version},
               {"tests", std::move(tests)},
               {"passed", static_cast<int>(report.results.size()) - failures - pending},
               {"failed", failures},
               {"pending", pending},
               {"milliseconds", tested.took.count()},
               {"blessed", report.blessed},
               {"unused", report.unused}};
  if (report.coverage != nullptr) json["coverage"] = coverage_json(tested);
  if (tested.money) json["money"] = money_json(tested);
  return json;
}

}  // namespace crosswalk::app
