"""Text in and out: policy documents, rows of events, and other tools' exports."""
