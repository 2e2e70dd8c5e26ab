from pages.shared.desk import read_desk
from pages.shared.heading import head_page

head_page(read_desk(), "reports", "reports")
