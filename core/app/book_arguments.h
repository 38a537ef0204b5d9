// The command line of the commands that read the books; beside arguments.cc, which has the others.
#pragma once

#include "app/book_commands.h"

namespace CLI {
class App;
}

namespace crosswalk::app {

struct BookOptions {
  ExportOptions out;
  ReportProfitOptions profit;
  ReconcileOptions reconcile;
};

// `options` and `exit_code` live as long as `app` parses.
void add_book_commands(CLI::App& app, Session& session, BookOptions& options, int& exit_code);

}  // namespace crosswalk::app
