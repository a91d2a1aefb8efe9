// talweg: hands the command line to the program, and the window to it where this build has one.
#include "app/cli/program.h"

#include <unistd.h>

#include <iostream>
#include <vector>

int main(int argc, char** argv) {
    talweg::WindowEntry window;
#ifdef TALWEG_WINDOW
    window = {talweg::run_window, talweg::window_tabs()};
#endif
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const talweg::Streams streams{std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1};
    return talweg::run_program(arguments, streams, window);
}
