"""The action server: asks the back office, words the answer, sends cards."""
