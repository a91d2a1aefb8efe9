// The experiment being edited: undo and redo, what is saved, where it is kept.
#pragma once

#include "core/train/experiment.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace talweg {

/// Every edit replaces the whole value: there is no second description of a change.
class Document {
  public:
    explicit Document(Experiment experiment = first_experiment(),
                      std::optional<std::filesystem::path> path = {});

    const Experiment& experiment() const { return present_; }
    /// Grows with every change, undo and redo included.
    std::uint64_t generation() const { return generation_; }
    const std::optional<std::filesystem::path>& path() const { return path_; }
    /// The file's name, or the title, or "untitled".
    std::string name() const;
    /// Something is not in the file. Undoing back to what was saved makes it clean again.
    bool dirty() const { return dirty_; }

    /// Takes over an edit after checking it. `label` is what undo will say. Edits of one drag share a
    /// `gesture` other than 0 and become one step of undo. Throws Error; then nothing has changed.
    void edit(Experiment next, std::string_view label, std::uint64_t gesture = 0);
    /// The mouse was let go: the next edit is a step of its own.
    void end_gesture() { gesture_ = 0; }

    bool can_undo() const { return !past_.empty(); }
    bool can_redo() const { return !future_.empty(); }
    /// "Change learning rate"; empty when there is nothing.
    std::string_view undo_label() const { return can_undo() ? past_.back().label : std::string_view(); }
    std::string_view redo_label() const { return can_redo() ? future_.back().label : std::string_view(); }
    void undo();
    void redo();
    /// Undoes the last edit as if it had never been: it cannot be redone.
    void take_back();

    /// Another experiment altogether; nothing to undo. saved: it is as its file has it.
    void load(Experiment experiment, std::optional<std::filesystem::path> path, bool saved = true);
    /// What is here now stands in that file.
    void mark_saved(const std::filesystem::path& path);
    static constexpr std::size_t kMostSteps = 200;
    /// Tables that undo and redo keep, all together; the last step is kept however large.
    static constexpr std::size_t kMostBytes = 64u << 20;

  private:
    void changed();
    void forget_old();

    struct Past {
        Experiment experiment;
        std::string label;
    };

    Experiment present_;
    Experiment saved_;
    std::optional<std::filesystem::path> path_;
    std::vector<Past> past_;
    std::vector<Past> future_;
    std::uint64_t generation_ = 1;
    std::uint64_t gesture_ = 0;
    bool dirty_ = false;  ///< asked in every frame, while comparing takes as long as the table
};

}  // namespace talweg
