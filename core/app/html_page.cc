#include "app/html_page.h"

#include <fstream>

namespace crosswalk::app {
namespace {

constexpr std::string_view style = R"css(
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; margin: .6rem 0 1.2rem; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #8886; }
th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.all td { font-weight: 600; }
.where { opacity: .75; font-size: .9em; }
@media print { body { max-width: none; margin: 0; } h2, caption { break-after: avoid; } tr { break-inside: avoid; } }
)css";

}  // namespace

HtmlPage::HtmlPage(std::string& out, std::string_view title, std::string_view more_style) : out_(out) {
  raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
  raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
  text(title).raw("</title>\n<style>").raw(style).raw(more_style).raw("</style>\n</head>\n<body>\n");
}

HtmlPage& HtmlPage::text(std::string_view value) {
  for (const char c : value) {
    switch (c) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      case '\'':
        out_ += "&#39;";
        break;
      default:
        out_ += c;
    }
  }
  return *this;
}

Result<void> write_page(const std::string& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) return fail(ErrorKind::config, "the page cannot be written", file);
  return {};
}

}  // namespace crosswalk::app
