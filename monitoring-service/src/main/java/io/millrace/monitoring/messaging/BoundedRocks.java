package io.millrace.monitoring.messaging;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** One bound on memory for all stores of the process, and one on each store's open files. */
public final class BoundedRocks implements RocksDBConfigSetter {

  private static final long MEMORY = 48L << 20;
  private static final long MEMTABLES = 16L << 20;
  private static final int OPEN_FILES = 256;

  static {
    RocksDB.loadLibrary();
  }

  private static final Cache CACHE = new LRUCache(MEMORY, -1, false, 0.1);
  private static final WriteBufferManager BUFFERS = new WriteBufferManager(MEMTABLES, CACHE);

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
    tables.setBlockCache(CACHE);
    tables.setCacheIndexAndFilterBlocks(true);
    tables.setCacheIndexAndFilterBlocksWithHighPriority(true);
    tables.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(tables);
    options.setWriteBufferManager(BUFFERS);
    options.setMaxWriteBufferNumber(2);
    options.setWriteBufferSize(MEMTABLES / 2);
    options.setMaxOpenFiles(OPEN_FILES);
  }

  @Override
  public void close(String store, Options options) {
    // The cache and the buffers are shared by all stores and live as long as the process.
  }
}
