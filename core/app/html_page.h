// HtmlPage: a page of HTML, self-contained, readable without scripts, in the light and in the dark, and on
// paper. Whatever goes through `text` and its kin is escaped: nothing of an order or a rule can become
// markup. One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::app {

class HtmlPage {
 public:
  // Begins the page in `out`, which outlives it. `more_style`: CSS beside the house's.
  HtmlPage(std::string& out, std::string_view title, std::string_view more_style = {});
  void end() { raw("</body>\n</html>\n"); }

  HtmlPage& raw(std::string_view html) {
    out_ += html;
    return *this;
  }
  HtmlPage& text(std::string_view value);
  HtmlPage& element(std::string_view name, std::string_view value) {
    return raw("<").raw(name).raw(">").text(value).raw("</").raw(name).raw(">\n");
  }
  HtmlPage& cell(std::string_view value) { return raw("<td>").text(value).raw("</td>"); }
  HtmlPage& number(std::string_view value) { return raw("<td class=\"n\">").text(value).raw("</td>"); }
  HtmlPage& head(std::string_view value) { return raw("<th scope=\"col\">").text(value).raw("</th>"); }
  HtmlPage& number_head(std::string_view value) {
    return raw("<th class=\"n\" scope=\"col\">").text(value).raw("</th>");
  }

 private:
  std::string& out_;
};

// Replaces the file. ErrorKind::config: it cannot be written.
Result<void> write_page(const std::string& file, const std::string& text);

}  // namespace crosswalk::app
