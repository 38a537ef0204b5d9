// `explain`: the whole story of one order.
#include "flow/explain.h"

#include "app/commands.h"
#include "app/opening.h"
#include "base/json_tree.h"

namespace crosswalk::app {

int explain(Session& session, const ExplainOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto story = flow::explain(*opening->store, options.pair, options.id);
  if (!story) return failed(session, story.error());
  if (session.json)
    print(session, *story);
  else
    session.out << flow::story_text(*story);
  return exit_ok;
}

}  // namespace crosswalk::app
