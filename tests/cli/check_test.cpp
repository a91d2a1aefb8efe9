// talweg check: the table, the exit status, and what is missing.
#include "tests/cli/cli_fixture.h"

#include <doctest/doctest.h>

namespace talweg::test {

TEST_CASE("check prints a row for every part that computes, and all pass") {
    const Outcome outcome = talweg({"check", "--reference", TALWEG_REFERENCE_DIR});
    CHECK(outcome.status == 0);
    for (const char* word :
         {"optimizers", "  lbfgs", "  levenberg_marquardt", "schedules", "  wsd", "wrappers", "  sam",
          "in Python", "losses", "  bce_with_logits", "models", "  mlp", "of PyTorch", " pass\n"}) {
        CAPTURE(word);
        CHECK(outcome.prints(word));
    }
    CHECK_FALSE(outcome.prints("FAIL"));
}

TEST_CASE("a path that is not met fails the check, by name") {
    const Folder folder;
    folder.file(
        "wrong.txt",
        "[data]\nx = [1, 2]\ny = [1, 2]\n[[run]]\noptimizer = \"sgd\"\nlr = 0.1\n---\n0 2.5 0 0\n1 2 0 0\n");
    const Outcome outcome = talweg({"check", "--reference", folder.text("")});
    CHECK(outcome.status == 1);
    CHECK(outcome.prints("FAIL"));
}

TEST_CASE("check without reference paths says so") {
    const Folder folder;
    const Outcome outcome = talweg({"check", "--reference", folder.text("nothing")});
    CHECK(outcome.status == 1);
    CHECK(outcome.says("no reference paths"));
}

}  // namespace talweg::test
