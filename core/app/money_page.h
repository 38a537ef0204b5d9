// The difference in money as tables of a page: before, after and between, by account, tax type, tracking
// option and month. Pure.
#pragma once

#include <vector>

#include "app/html_page.h"
#include "flow/money_tables.h"

namespace crosswalk::app {

// A sentence where nothing differs.
void write_money_tables(HtmlPage& page, const std::vector<flow::MoneyTable>& tables);

}  // namespace crosswalk::app
