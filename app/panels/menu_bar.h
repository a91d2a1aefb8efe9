// The menu bar: menus from the table of actions, the experiment's name, a few icons.
#pragma once

#include "app/panels/examples.h"
#include "app/panels/ui_state.h"

namespace talweg {

class MenuBar {
  public:
    /// Inside a window with a menu bar.
    void draw(const Snapshot& now, UiState& ui, Commands& commands);
    static constexpr double kHeight = 36.0;  ///< px before scale

  private:
    void one_menu(std::string_view menu, const Snapshot& now, UiState& ui, Commands& commands);
    void example_menu(UiState& ui);

    std::vector<ExampleGroup> examples_;
    std::vector<std::filesystem::path> data_;
    bool looked_ = false;  ///< for the two above
};

}  // namespace talweg
