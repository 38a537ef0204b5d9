// The JUnit XML of `test --junit`: what build servers read.
#include <fstream>
#include <map>
#include <string_view>
#include <system_error>
#include <vector>

#include "app/tested.h"
#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

// XML takes neither control characters nor broken UTF-8.
std::string escaped(const std::string& text) {
  const auto clean = parse_json(to_text(Json(text)), "a test's text");
  const std::string valid = clean ? clean->get<std::string>() : std::string();
  std::string out;
  for (const char c : valid) {
    const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
    if (control)
      out += '?';
    else if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\n')
      out += "&#10;";
    else
      out += c;
  }
  return out;
}

std::string seconds(std::chrono::microseconds took) {
  return Decimal::from_units(took.count()).text(6);
}

std::string class_of(std::string file) {
  if (file.ends_with(".lua")) file.resize(file.size() - 4);
  return file;
}

std::string case_text(const rules::TestResult& result) {
  std::string text = "    <testcase name=\"" + escaped(result.name) + "\" classname=\"" +
                     escaped(class_of(result.file)) + "\" file=\"" + escaped(result.file) + "\" time=\"" +
                     seconds(result.took) + "\"";
  if (result.pending) return text + "><skipped/></testcase>\n";
  if (result.passed) return text + "/>\n";
  const std::string first = result.message.substr(0, result.message.find('\n'));
  return text + "><failure message=\"" + escaped(first) + "\">" +
         escaped(result.where + "\n" + result.message) + "</failure></testcase>\n";
}

struct Suite {
  int tests = 0;
  int failures = 0;
  int skipped = 0;
  std::chrono::microseconds took{0};
  std::string cases;
};

void add(std::map<std::string, Suite>& suites, const rules::TestResult& result) {
  Suite& suite = suites[result.file];
  ++suite.tests;
  suite.failures += result.passed ? 0 : 1;
  suite.skipped += result.pending ? 1 : 0;
  suite.took += result.took;
  suite.cases += case_text(result);
}

std::string counts(const Suite& suite) {
  return " tests=\"" + std::to_string(suite.tests) + "\" failures=\"" + std::to_string(suite.failures) +
         "\" skipped=\"" + std::to_string(suite.skipped) + "\" time=\"" + seconds(suite.took) + "\">\n";
}

}  // namespace

Result<void> write_junit(const std::filesystem::path& file, std::span<const Tested> all) {
  std::map<std::string, Suite> suites;
  Suite total;
  for (const auto& tested : all)
    for (const auto& result : tested.report.results) add(suites, result);
  std::string body;
  for (const auto& [name, suite] : suites) {
    total.tests += suite.tests;
    total.failures += suite.failures;
    total.skipped += suite.skipped;
    total.took += suite.took;
    body += "  <testsuite name=\"" + escaped(name) + "\"" + counts(suite) + suite.cases + "  </testsuite>\n";
  }
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"crosswalk test\"" << counts(total)
      << body << "</testsuites>\n";
  out.flush();
  if (!out) return fail(ErrorKind::config, "the JUnit file cannot be written", file.string());
  return {};
}

}  // namespace crosswalk::app
