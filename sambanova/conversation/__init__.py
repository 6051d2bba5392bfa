"""Who said what when: the words and events that apps write beside the audio, and the turns in the sound."""
