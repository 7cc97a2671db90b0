// All that one look at a document tells: its questions, what it says of itself, what its buttons are for.
const sends = () => sender(all(FIELDS).filter(standsIn)).length > 0;
const look = () => ({ ...read(), signs: spoken(), sends: sends(), adds: Object.keys(BLOCKS).filter((kind) => adders(kind).length) });
