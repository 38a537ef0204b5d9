// `push`: what a warehouse or an ERP says, from a file, into the inbox, where a running engine finds it.
#include "app/commands.h"
#include "app/opening.h"
#include "base/json_tree.h"
#include "server/notice_csv.h"

namespace crosswalk::app {
namespace {

constexpr std::size_t most_shown = 20;

}  // namespace

int push(Session& session, const PushOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  const server::NoticeKind* kind = server::notice_kind(options.kind);
  if (kind == nullptr)
    return failed(session, fail(ErrorKind::config,
                                "push shipments, cancellations, refunds, return-refunds, stock or prices"));
  store::InboxRequest items;
  std::vector<Error> errors;
  for (const auto& name : options.files) {
    const auto text = read_input(session, name);
    if (!text) return failed(session, text.error());
    auto checked = server::notices_in_csv(*kind, *text, name, (*pair)->name.value);
    errors.insert(errors.end(), checked.errors.begin(), checked.errors.end());
    for (auto& item : checked.items) items.push_back(std::move(item));
  }
  if (!errors.empty()) {
    for (std::size_t i = 0; i < errors.size() && i < most_shown; ++i)
      session.err << "crosswalk: " << errors[i].text() << "\n";
    if (errors.size() > most_shown)
      session.err << "crosswalk: and " << errors.size() - most_shown << " more; nothing was kept\n";
    return exit_not_so;
  }
  const std::vector<store::InboxRequest> requests = {std::move(items)};
  const auto kept = opening->store->accept(requests, session.clock.now());
  if (!kept) return failed(session, kept.error());
  const store::Accepted& done = kept->front();
  if (done.conflict)
    return failed(session,
                  fail(ErrorKind::invalid, "the key \"" + requests[0][*done.conflict].key +
                                               "\" came before with other content; nothing was kept"));
  if (session.json)
    print(session, {{"accepted", done.fresh}, {"known", done.known}});
  else
    session.out << done.fresh << " " << options.kind << " kept"
                << (done.known > 0 ? ", " + std::to_string(done.known) + " were known already"
                                   : std::string())
                << "\n";
  return exit_ok;
}

}  // namespace crosswalk::app
