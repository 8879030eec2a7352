"""The dialect: text → kinds and rules, typed and checked."""
