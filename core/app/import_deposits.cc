// `import deposits`: what the bank shows of Walmart's payments, as evidence for `reconcile`.
#include "app/book_commands.h"
#include "app/opening.h"
#include "base/json_tree.h"
#include "flow/deposit_csv.h"

namespace crosswalk::app {

int import_deposits(Session& session, const std::vector<std::string>& files, const std::string& pair_name) {
  if (files.empty())
    return failed(session, fail(ErrorKind::config, "say which file: crosswalk import deposits FILE"));
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, pair_name);
  if (!pair) return failed(session, pair.error());
  int fresh = 0;
  std::size_t lines = 0;
  for (const auto& file : files) {
    const auto text = read_input(session, file);
    if (!text) return failed(session, text.error());
    const auto deposits = flow::read_deposits(*text, file == "-" ? "standard input" : file);
    if (!deposits) return failed(session, deposits.error());
    const auto added = opening->store->add_deposits((*pair)->name.value, *deposits, session.clock.now());
    if (!added) return failed(session, added.error());
    fresh += *added;
    lines += deposits->size();
  }
  if (session.json)
    print(session, {{"new", fresh}, {"known", static_cast<int>(lines) - fresh}});
  else
    session.out << fresh << " new, " << static_cast<int>(lines) - fresh
                << " known lines of the bank; `crosswalk reconcile` holds them against the settlements\n";
  return exit_ok;
}

}  // namespace crosswalk::app
